# Each option is set as it is asked for: values that have names, by name and by number.
# long: yes
asked=mode=active-backup,arp_interval=100
lacp=mode=802.3ad
while read -r others values; do
    name=${values%%=*}
    values=${values#*=}
    for value in $(split '|' "$values"); do
        bonded "bond0::$others,$name=$value"
        options bond0 "$name=$value" $(split , "$others")
        echo -bond0 >/sys/class/net/bonding_masters
    done
done <<END
mode=0 miimon=1|100|2147483647
miimon=100,mode=1 updelay=100|1000
miimon=100,mode=1 downdelay=100|1000
miimon=100,mode=1 peer_notif_delay=100|1000
mode=2 use_carrier=1
mode=2 arp_interval=1|2000
$asked,arp_ip_target=192.0.2.1 arp_validate=none|active|backup|all|filter|filter_active|filter_backup|0|1|2|3|4|5|6
$asked arp_all_targets=any|all|0|1
mode=5 primary_reselect=always|better|failure|0|1|2
mode=1 fail_over_mac=none|active|follow|0|1|2
mode=2 xmit_hash_policy=layer2|layer3+4|layer2+3|encap2+3|encap3+4|0|1|2|3|4
mode=0 resend_igmp=0|1|255
mode=1 num_grat_arp=0|1|255
mode=1 num_unsol_na=0|2|254
mode=0 all_slaves_active=0|1
mode=6 min_links=0|3|2147483647
mode=6 lp_interval=1|2147483647
mode=0 packets_per_slave=0|1|65535
$lacp lacp_rate=slow|fast|0|1
$lacp ad_select=stable|bandwidth|count|0|1|2
$lacp ad_actor_sys_prio=1|65535
$lacp ad_user_port_key=0|1|1023
$lacp ad_actor_system=02:00:00:00:00:01|0A:bc:DE:f0:12:34
mode=5 tlb_dynamic_lb=0|1
END

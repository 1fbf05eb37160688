# A bond in each mode, called by its name and by its number, with what options that mode takes.
dummy eth0 eth1
monitored=miimon=150,updelay=300,downdelay=450,peer_notif_delay=600
asked=arp_interval=250,arp_ip_target=192.0.2.1
number=0
while read -r mode more; do
    for mode in $mode $number; do
        bonded "bond0:eth0,eth1:mode=$mode,$more"
        slaves bond0 eth0 eth1
        is_up bond0 eth0 eth1
        options bond0 mode=$mode $(split , "$more")
        echo -bond0 >/sys/class/net/bonding_masters
    done
    number=$((number + 1))
done <<END
balance-rr $monitored,packets_per_slave=7,resend_igmp=3,min_links=1,lp_interval=9
active-backup $asked,arp_validate=all,arp_all_targets=all,primary=eth1,primary_reselect=better,fail_over_mac=active,num_grat_arp=4
balance-xor $monitored,xmit_hash_policy=layer3+4,all_slaves_active=1
broadcast $asked,arp_validate=filter,resend_igmp=0
802.3ad $monitored,lacp_rate=fast,ad_select=bandwidth,ad_actor_sys_prio=1000,ad_user_port_key=37,ad_actor_system=02:00:00:00:00:aa,xmit_hash_policy=layer2+3,min_links=2
balance-tlb $monitored,tlb_dynamic_lb=0,primary=eth0,primary_reselect=failure,xmit_hash_policy=encap2+3,lp_interval=5
balance-alb $monitored,primary=eth1,primary_reselect=1,resend_igmp=255,lp_interval=2,all_slaves_active=0
END

# A bond that is complete is left alone: the kernel has nothing to report. -v says that it is configured.
dummy eth0 eth1 eth2
while read -r spec; do
    bonded "$spec"
    sleep 1.2 # The driver's own look at the links, which is reported, too.
    state >/tmp/once
    options_of bond0 >/tmp/options
    for v in "" -v "-w 5"; do
        case $v$spec in -w*802.3ad*) continue ;; esac # It has no partner.
        silently ifenslave $v -b "$spec"
        state | diff -U 0 /tmp/once - || fail "something has changed"
        options_of bond0 | diff -U 0 /tmp/options - || fail "an option has changed"
        [ "$v" != -v ] || reports ""
    done
    ip link del bond0
done <<END
bond0:eth0,eth1
bond0:
bond0:eth0,eth1:mode=active-backup,miimon=100,primary=eth1,fail_over_mac=active:1400
bond0:eth0,eth1:mode=1,miimon=100,updelay=250,downdelay=199,peer_notif_delay=350
bond0:eth0,eth1:mode=1,arp_interval=60000,arp_ip_target=192.0.2.2;192.0.2.1,arp_validate=3,arp_all_targets=1
bond0:eth0,eth1,eth2:mode=2,xmit_hash_policy=layer3+4,min_links=1,use_carrier=1,all_slaves_active=1,resend_igmp=4
bond0:eth0,eth1:mode=802.3ad,lacp_rate=fast,ad_select=2,ad_actor_sys_prio=9,ad_user_port_key=3,ad_actor_system=02:00:00:00:00:AB
bond0:eth0,eth1:mode=5,tlb_dynamic_lb=0,lp_interval=4
bond0:eth0:mode=0,packets_per_slave=2,num_grat_arp=3
bond0:eth0:mode=6,num_unsol_na=3
END

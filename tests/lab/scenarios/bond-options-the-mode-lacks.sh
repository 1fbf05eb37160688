# Whether an option is taken in a mode is for the kernel to say: for each, the verdict is the one that
# `ip` gets. A rejected option is named, and no bond is created.
# long: yes
dummy eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth0
up eth0
snapshot
for mode in 0 1 2 3 4 5 6; do
    while read -r option value with; do
        case $option in
        peer_notif_delay) theirs=peer_notify_delay ;;
        missed_max) theirs=arp_missed_max ;;
        *) theirs=$option ;;
        esac
        taken=no
        if ip link add bond0 type bond mode $mode $theirs "$value" ${with:+$(split '=,' "$with")} 2>/dev/null; then
            # Older kernels say nothing of what they do not know. (A primary shows when it is a slave.)
            [ $option != primary ] && ! (options bond0 "$option=$value") >/dev/null || taken=yes
            ip link del bond0
        fi
        spec=bond0:eth0,eth1:mode=$mode${with:+,$with},$option=$value
        if [ $taken = no ]; then
            rejects "$option" ifenslave -b "$spec"
        else
            run ifenslave -b "$spec" # arp_validate alone is taken, with a warning.
            expect "exit status" 0 "$rc"
            options bond0 "$option=$value"
            slaves bond0 eth0 eth1
            works ifenslave -D bond0
            ip addr add 192.0.2.1/24 brd + dev eth0
            up eth0
            unchanged
        fi
    done <<END
miimon 50
updelay 200 miimon=100
downdelay 200 miimon=100
peer_notif_delay 200 miimon=100
use_carrier 0
arp_interval 250
arp_ip_target 192.0.2.9
arp_validate active
arp_validate filter
arp_all_targets all
ns_ip6_target 2001:db8::9
primary eth1
primary_reselect better
fail_over_mac active
xmit_hash_policy layer3+4
xmit_hash_policy vlan+srcmac
resend_igmp 5
num_grat_arp 5
num_unsol_na 5
all_slaves_active 1
min_links 2
lp_interval 5
packets_per_slave 3
lacp_rate fast
lacp_active off
ad_select count
ad_actor_sys_prio 77
ad_user_port_key 7
ad_actor_system 02:00:00:00:00:01
tlb_dynamic_lb 0
missed_max 3
END
done

# A kernel has each option that the table of ifenslave(8) says it has. (Older kernels may have it, too.)
number_of() {
    local major=${1%%.*} rest=${1#*.}
    echo $((major * 1000 + ${rest%%[!0-9]*}))
}
running=$(number_of "$(uname -r)")
while read -r option since spec; do
    if [ "$running" -ge "$(number_of "$since")" ]; then
        bonded "bond0::$spec"
        works ifenslave -D bond0
    else
        echo "$option: not required of this kernel"
    fi
done <<END
peer_notif_delay 5.3 mode=1,miimon=100,peer_notif_delay=100
ns_ip6_target 5.18 mode=1,arp_interval=100,ns_ip6_target=2001:db8::1
xmit_hash_policy 5.12 mode=2,xmit_hash_policy=vlan+srcmac
lacp_active 5.15 mode=4,lacp_active=off
ad_select 6.18 mode=4,ad_select=actor_port_prio
ad_actor_sys_prio 4.2 mode=4,ad_actor_sys_prio=1
ad_user_port_key 4.2 mode=4,ad_user_port_key=1
ad_actor_system 4.2 mode=4,ad_actor_system=02-00-00-00-00-01
tlb_dynamic_lb 4.3 mode=5,tlb_dynamic_lb=off
arp_missed_max 5.17 mode=1,arp_interval=100,arp_ip_target=192.0.2.1,arp_missed_max=3
coupled_control 6.9 mode=4,coupled_control=off
broadcast_neighbor 6.17 mode=4,broadcast_neighbor=on
lacp_strict 7.2 mode=4,lacp_strict=on
END
if [ "$running" -ge 6018 ]; then
    snapshot
    rejects use_carrier ifenslave -b bond0::mode=1,use_carrier=off
fi

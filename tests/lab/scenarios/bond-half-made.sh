# What is there already stays, and what is missing is made.
dummy eth0 eth1
spec=bond0:eth0,eth1:mode=802.3ad,miimon=150,lacp_rate=fast,ad_select=bandwidth:1400
completed() {
    bonded "$spec"
    attached bond0 eth0 eth1
    is_up bond0
    mtu bond0 1400
    mtu eth1 1400
    options bond0 mode=802.3ad miimon=150 lacp_rate=fast ad_select=bandwidth
    expect "index of bond0" "$index" "$(cat /sys/class/net/bond0/ifindex)"
    silently ifenslave -b "$spec"
    ip link del bond0
}
made() {
    ip link add bond0 "$@"
    index=$(cat /sys/class/net/bond0/ifindex)
}

# Another mode, without slaves: down, as the module's own bond0 is, and up.
made type bond
completed
made up type bond
completed
made up type bond mode active-backup miimon 50 updelay 100
completed
made type bond mode 1 arp_interval 100 arp_ip_target 192.0.2.1
completed
# All but a slave, both slaves, the MTU, the link, an option.
right="mode 802.3ad miimon 150 lacp_rate fast ad_select bandwidth"
for missing in eth1 eth0,eth1 mtu up miimon; do
    made mtu 1400 up type bond $right
    for slave in eth0 eth1; do
        case $missing in *$slave*) ;; *) ip link set $slave master bond0 ;; esac
    done
    case $missing in
    mtu) ip link set bond0 mtu 1500 ;;
    up) ip link set bond0 down ;;
    miimon) ip link set bond0 type bond miimon 100 ;;
    esac
    completed
done

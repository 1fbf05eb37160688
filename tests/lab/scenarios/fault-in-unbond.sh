# Whichever of its system calls fails, the bond is gone, or it is there; and each slave is in it, or as the
# driver has given it back.
# long: yes
network() {
    two_slaves "link add bond0 up type bond mode active-backup miimon 100"
    ip link set eth0 mtu 1280
    ifenslave bond0 eth0 eth1
    macs="$(mac_of eth0) $(cat /sys/class/net/eth1/bonding_slave/perm_hwaddr)"
}
finished() {
    no_bond bond0
    is_down eth0 eth1
    released eth0
    released eth1
}
released() {
    is_down "$1"
    if [ "$1" = eth0 ]; then
        mtu eth0 1280
        mac eth0 "${macs% *}"
    else
        mtu eth1 1500
        mac eth1 "${macs#* }"
    fi
}
all_or_nothing() {
    if [ "$rc" = 0 ]; then
        finished
    else
        expect "exit status after $1" 1 "$rc"
        reports ""
        changed || return 0
        [ -e /sys/class/net/bond0 ] || fail "it failed, and the bond is gone"
        for slave in eth0 eth1; do
            case " $(slaves_of bond0) " in
            *" $slave "*) is_up $slave ;;
            *) released $slave ;;
            esac
        done
    fi
    start_over
}
each_fault EIO ifenslave -D bond0

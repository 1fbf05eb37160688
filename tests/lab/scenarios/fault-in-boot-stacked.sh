# Whichever of its system calls fails: a VLAN, a bridge or a new name is there, or all is as it was; the next run
# completes it.
# long: yes
network() {
    ip -batch - <<END
link add eth0 address 52:54:00:00:00:01 type dummy
link add eth1 address 52:54:00:00:00:02 type dummy
END
}
finished() {
    is_up vlan5 br0 lan0 eth1
    [ -e /sys/class/net/br0/brif/eth1 ] || fail "eth1 is no port"
}
all_or_nothing() {
    # Of the three, each that is there is complete.
    [ ! -e /sys/class/net/vlan5 ] || is_up vlan5 lan0
    [ ! -e /sys/class/net/br0 ] || [ -e /sys/class/net/br0/brif/eth1 ] || fail "a bridge without a port"
    [ ! -e /sys/class/net/ifname-a ] || fail "a temporary name stays"
    works ifenslave --boot /tmp/cmdline
    finished
    start_over
}
echo "ifname=lan0:52:54:00:00:00:01 vlan=vlan5:lan0 bridge=br0:eth1" >/tmp/cmdline
each_fault EIO timeout 20 ifenslave --boot /tmp/cmdline

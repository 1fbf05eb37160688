# --try waits for nothing if nothing has changed: a bond that is complete, an attach that is rejected, -n.
dummy eth0 eth1
bond bond0
ifenslave bond0 eth0
bond bond1
ip addr add 203.0.113.9/24 dev bond1
until_link bond1 down
ip link set eth1 up
snapshot
at_once() {
    local rc_wanted=$1
    shift
    run timeout 5 ifenslave --try 60 "$@" </dev/null
    expect "exit status" "$rc_wanted" "$rc"
    unchanged
}
at_once 0 -b bond0:eth0
at_once 0 -n bond0 eth1
at_once 0 -n -m -b bond2:eth1
at_once 0 -n -D bond0
at_once 0 -D bond9
at_once 1 bond0 eth0
reports "eth0 is already a slave"
at_once 1 bond0 eth9
at_once 1 bond0 lo
at_once 1 -d bond0 eth1
at_once 1 -c bond1 eth0
at_once 1 -b bond0:lo
at_once 1 -b bond2:eth9
at_once 1 -D eth1
at_once 1 -m -D bond1
reports "bond1: no slave to move its configuration to"

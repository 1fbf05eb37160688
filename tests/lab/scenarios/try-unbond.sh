# --try -D: a bond with everything an administrator may give it is as it was, with its slaves in their order and the same
# active slave.
dummy eth0 eth1 eth2
bond bond0
configured bond0
ifenslave bond0 eth1 eth0 eth2
ifenslave -c bond0 eth2
snapshot
order=$(cat /sys/class/net/bond0/bonding/slaves)
again() {
    run ifenslave -v "$@" </dev/null
    expect "exit status" 1 "$rc"
    reports "not confirmed: rolled back"
    unchanged
    expect "order of slaves" "$order" "$(cat /sys/class/net/bond0/bonding/slaves)"
}
again --try 1 -D bond0
again --try 1 -m -D bond0
again --try 1 -d bond0 eth2
again --try 1 -d bond0 eth2 eth0 eth1
again --try 1 -c bond0 eth0
again --try 1 -b bond0:eth1,eth0:miimon=50,primary=eth0
# A bond without slaves gets another hardware address, and loses its neighbours with it.
order=$(cat /sys/class/net/bond0/bonding/slaves)
ip neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev bond0 nud permanent
ip neigh add 2001:db8::77 lladdr 02:00:00:00:00:77 dev bond0 nud permanent
snapshot
again --try 1 -D bond0
again --try 1 -m -D bond0

# -m names everything that it cannot move, and changes nothing; with -f, the rest moves.
bond bond0
dummy eth0 eth1
addresses_and_routes() {
    ip -batch - <<END
addr add 192.0.2.1/24 dev eth0
addr add 198.51.100.1/24 dev eth1
link set eth0 up
link set eth1 up
route add 10.1.0.0/16 via 192.0.2.254
END
}
addresses_and_routes
stops() {
    snapshot
    ip rule >/tmp/rules
    ip nexthop >/tmp/nexthops
    for command in "-m bond0 eth0" "-m bond0 eth1 eth0" "-m -b bond0:eth1,eth0:miimon=50" "-m -b bond1:eth1,eth0"; do
        # shellcheck disable=SC2086 # words
        rejects "$1" ifenslave $command
        ip rule | diff -U 0 /tmp/rules - || fail "a rule has changed"
        ip nexthop | diff -U 0 /tmp/nexthops - || fail "a nexthop object has changed"
    done
}
ip rule add iif eth0 table 100 priority 100
stops "eth0 is named by rule 100"
ip rule del priority 100
ip -6 rule add oif eth0 table 100 priority 101
stops "eth0 is named by rule 101"
ip -6 rule del priority 101
ip rule add iif eth00 table 100 priority 102
ip rule add oif lo table 100 priority 103

ip nexthop add id 7 via 192.0.2.7 dev eth0
stops "eth0 is used by nexthop object 7"
ip nexthop add id 8 via 198.51.100.7 dev eth1
ip nexthop del id 8
ip nexthop add id 9 group 7
ip route add 10.9.0.0/16 nhid 7
ip route add 10.10.0.0/16 nhid 9
stops "eth0 is used by nexthop object 7"
works_with_force() {
    run ifenslave -f -m "$@"
    expect "exit status" 0 "$rc"
    addresses bond0 "192.0.2.1/24 scope global bond0"
    ip route | grep -q "^10.1.0.0/16 via 192.0.2.254 dev bond0" || fail "the route has not moved"
}
works_with_force bond0 eth0
reports "eth0 is used by nexthop object 7"

# Interfaces on top of it.
ip link del bond0
ip link del eth0
ip addr flush dev eth1
bond bond0
dummy eth0
addresses_and_routes
ip link add link eth0 name eth0.5 type vlan id 5
ip link add link eth0 name eth0.6 type vlan id 6
stops "eth0 is below eth0.5"
reports "eth0 is below eth0.6"
works_with_force bond0 eth0

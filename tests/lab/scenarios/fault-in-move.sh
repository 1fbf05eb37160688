# long: yes
# Each system call of -m fails once: everything has moved, or everything is as it was.
network() {
    bond_and_slave "link add eth9 type dummy" "addr add 198.51.100.1/24 dev eth9" "link set eth9 up" \
        "route add default via 192.0.2.253 metric 10" "route add 10.1.0.0/16 via 192.0.2.250 src 192.0.2.2 table 77" \
        "route add 10.6.0.0/16 nexthop via 192.0.2.200 nexthop via 198.51.100.2" \
        "neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev eth0 nud permanent"
}
finished() {
    slaves bond0 eth0
    addresses eth0
    addresses bond0 "192.0.2.1/24 brd 192.0.2.255 scope global bond0
192.0.2.2/24 brd 192.0.2.127 scope global secondary bond0:web"
    expect "routes through eth0" "" "$(ip route show table all dev eth0 | grep -v -E '^(local|broadcast) ')"
    expect "default routes" 2 "$(ip route show default dev bond0 | wc -l)"
    ip route show 10.6.0.0/16 | grep -q 'via 192.0.2.200 dev bond0' || fail "the multipath route is lost"
    ip neigh show dev bond0 nud permanent | grep -q 192.0.2.77 || fail "the neighbour is lost"
}
each_fault "EIO" ifenslave -m bond0 eth0

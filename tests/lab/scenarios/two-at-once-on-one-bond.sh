# Two copies attach the same two slaves, in opposite orders: each slave is complete, or as it was.
# long: yes
network() {
    bond_and_slave "link add eth1 type dummy" "addr add 198.51.100.1/24 brd + dev eth1" "link set eth1 up"
}
for round in $(seq 8); do
    network
    snapshot
    ifenslave bond0 eth0 eth1 2>/dev/null &
    one=$!
    ifenslave bond0 eth1 eth0 2>/dev/null &
    wait $one || true
    wait $! || true
    echo "round $round: slaves '$(slaves_of bond0)'"
    state >/tmp/after
    complete_or_unchanged eth0
    complete_or_unchanged eth1
    no_network
done

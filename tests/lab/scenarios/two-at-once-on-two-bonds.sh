# Two copies attach the same slave to different bonds: it is complete in one of them, or as it was.
# long: yes
network() { bond_and_slave "link add bond1 up type bond mode active-backup miimon 100"; }
for round in $(seq 8); do
    network
    snapshot
    ifenslave bond0 eth0 2>/dev/null &
    one=$!
    ifenslave bond1 eth0 2>/dev/null &
    wait $one || true
    wait $! || true
    echo "round $round: slaves '$(slaves_of bond0)' and '$(slaves_of bond1)'"
    state >/tmp/after
    complete_or_unchanged eth0
    no_network
done

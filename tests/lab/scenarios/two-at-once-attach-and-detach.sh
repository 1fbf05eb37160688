# One copy attaches a slave while another detaches it: it is complete in the bond, released, or as it was.
# long: yes
for round in $(seq 8); do
    network
    snapshot
    ifenslave bond0 eth0 2>/dev/null &
    one=$!
    ifenslave -d bond0 eth0 2>/dev/null &
    wait $one || true
    wait $! || true
    echo "round $round: slaves '$(slaves_of bond0)'"
    # The driver leaves down what it releases.
    state >/tmp/after
    if has_flag eth0 1; then complete_or_unchanged eth0; else slaves bond0 && addresses eth0; fi
    no_network
done

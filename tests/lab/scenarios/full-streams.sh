# A device that is full takes no message. That is a failure, and changes nothing else.
bond bond0
dummy eth0 eth1 eth2
ip addr add 192.0.2.1/24 brd + dev eth1
up eth1
works ifenslave bond0 eth0 eth2
snapshot
for refused in "bond0 lo" "bond0 eth0" "bond0 eth9" "-d bond0 eth1" "-c bond0 eth1" "eth1 eth0" "bond9 eth1"; do
    for to in ">/dev/full" "2>/dev/full" ">/dev/full 2>&1" ">&- 2>/dev/full"; do
        run sh -c "ifenslave $refused $to"
        expect "exit status" 1 "$rc"
        unchanged
    done
done

# Where nothing is said, nothing fails.
run sh -c "ifenslave bond0 eth1 >/dev/full 2>&1"
expect "exit status" 0 "$rc"
attached bond0 eth0 eth1 eth2
run sh -c "ifenslave -c bond0 eth1 >/dev/full 2>&1"
expect "exit status" 0 "$rc"
active bond0 eth1
run sh -c "ifenslave -d bond0 eth1 >/dev/full 2>&1"
expect "exit status" 0 "$rc"
attached bond0 eth0 eth2

# Where each step is printed, all are made.
run sh -c "ifenslave -v bond0 eth1 2>/dev/full"
attached bond0 eth0 eth1 eth2

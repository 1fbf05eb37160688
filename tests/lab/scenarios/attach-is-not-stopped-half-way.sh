# A hang-up or a Ctrl-C comes after the change, not between its steps.
# classic: fails slaves of bond0
bond bond0
dummy eth0
ip addr add 192.0.2.1/24 brd + dev eth0
up eth0

# Each request takes half a second, so that there is time for the signal.
strace -qq -o /tmp/trace -e inject=ioctl:delay_enter=500000 ifenslave bond0 eth0 &
strace=$!
for _ in $(seq 100); do
    has_flag eth0 1 || break
    sleep 0.1
done
is_down eth0
killall -HUP ifenslave
killall -INT ifenslave
wait $strace || true
slaves bond0 eth0
is_up eth0
addresses eth0

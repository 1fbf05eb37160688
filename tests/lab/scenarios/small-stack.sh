# 64 KiB of stack are enough, also for an attach with all that there is to undo.
small() { (ulimit -s 64 && exec "$@"); }
bond bond0
dummy eth0 eth1 br0p
ip link add br0 type bridge
ip link set br0p master br0
for name in eth0 br0p; do
    for host in $(seq 1 200); do echo "addr add 10.0.0.$host/24 brd + dev $name"; done
    echo "addr add 2001:db8::1/64 dev $name nodad"
done >/tmp/batch
ip -batch /tmp/batch
up eth0 br0p br0

# It does count: with less, the kernel ends the program.
run sh -c "ulimit -s 16; exec ifenslave bond0 eth0"
expect "exit status" 139 "$rc"
slaves bond0

snapshot
fails 1 small ifenslave -v bond0 br0p
says "can't enslave br0p to bond0: Device or resource busy"
unchanged
works small ifenslave bond0 eth0 eth1
slaves bond0 eth0 eth1
expect "addresses left" 0 "$(addresses_of eth0 | wc -l)"
works small ifenslave -c bond0 eth1
active bond0 eth1
works small ifenslave -a
shows "bond0 " "eth1 "
works small ifenslave -d bond0 eth0 eth1
slaves bond0

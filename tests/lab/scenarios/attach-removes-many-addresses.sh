# More addresses than fit into one answer of the kernel.
# classic: fails addresses left: expected
bond bond0
dummy eth0
for net in 1 2 3; do
    for host in $(seq 1 80); do echo "addr add 10.0.$net.$host/24 brd + dev eth0"; done
done >/tmp/batch
ip -batch /tmp/batch
expect "addresses before" 240 "$(addresses_of eth0 | wc -l)"
up eth0

works ifenslave bond0 eth0
slaves bond0 eth0
expect "addresses left" 0 "$(addresses_of eth0 | wc -l)"

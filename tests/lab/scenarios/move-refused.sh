# -m: an address that the bond has, more routes than there is room for: an error before any change. A label that does
# not fit is reported.
bond bond0
dummy eth0 eth1
ip addr add 192.0.2.1/24 dev bond0
ip addr add 192.0.2.1/24 dev eth0
up eth0 eth1
snapshot
rejects "bond0 has an address that would move to it" ifenslave -m bond0 eth0
ip addr del 192.0.2.1/24 dev bond0
ip addr add 2001:db8::1/64 dev bond0 nodad
ip addr add 2001:db8::1/64 dev eth0 nodad
snapshot
rejects "bond0 has an address that would move to it" ifenslave -m bond0 eth1 eth0
rejects "bond0 has an address that would move to it" ifenslave -m -b bond0:eth1,eth0:miimon=50
ip addr del 2001:db8::1/64 dev bond0

for number in $(seq 1000); do echo "route add 10.$((number / 256)).$((number % 256)).0/24 via 192.0.2.9"; done | ip -batch -
snapshot
for command in "-m bond0 eth0" "-m bond0 eth1 eth0" "-m -b bond1:eth1,eth0" "-m -b bond0:eth0" "--try 9 bond0 eth0" "--try 9 -b bond1:eth0"; do
    # shellcheck disable=SC2086 # words
    rejects "eth0: addresses, neighbours and routes need more than 22528 bytes" ifenslave $command </dev/null
done
# Without -m, it is for the user to know.
works ifenslave bond0 eth1
ip addr add 198.51.100.1/24 dev bond0
for number in $(seq 1000); do echo "route add 10.$((number / 256 + 8)).$((number % 256)).0/24 via 198.51.100.9"; done | ip -batch -
snapshot
rejects "bond0: addresses, neighbours and routes need more than 22528 bytes" ifenslave -m -D bond0
rejects "bond0: addresses, neighbours and routes need more than 22528 bytes" ifenslave --try 9 -D bond0 </dev/null
ip link del eth0

dummy eth0
ip addr add 192.0.2.1/24 label eth0:123456789a dev eth0
up eth0
run ifenslave -m bond0 eth0
expect "exit status" 0 "$rc"
expect "stderr" "ifenslave: eth0: label does not fit the other interface: eth0:123456789a" "$err"
ip addr show dev bond0 | grep -q "inet 192.0.2.1/24 scope global bond0\$" || fail "the address has another label"

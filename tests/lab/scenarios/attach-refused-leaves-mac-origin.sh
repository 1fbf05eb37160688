# A failed attach does not pin the bond's MAC: the first slave that does get in gives it its own.
# classic: fails addr_assign_type of bond0: expected '1', found '3'
bond bond0
dummy br0p eth0
ip link add br0 type bridge
ip link set br0p master br0
mac_origin bond0 1

run ifenslave bond0 br0p
expect "exit status" 1 "$rc"
mac_origin bond0 1
works ifenslave bond0 eth0
mac bond0 "$(mac_of eth0)"

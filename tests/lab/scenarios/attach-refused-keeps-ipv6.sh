# An interface loses its IPv6 addresses when it goes down. One that is rejected has them again.
# classic: fails eth0 is down
ipv6() { ip -6 -o addr show dev eth0 scope global | sed 's/^.* inet6 //; s/\\.*//; s/ *$//' | sort; }
bond bond0
ip link add br0 type bridge
dummy eth0
ip link set eth0 master br0
ip addr add 2001:db8::1/64 dev eth0 nodad
ip addr add 2001:db8:1::1/128 dev eth0 nodad
up eth0
before=$(ipv6)
[ -n "$before" ] || fail "there are no IPv6 addresses to keep"

fails 1 ifenslave bond0 eth0
is_up eth0
expect "IPv6 addresses" "$before" "$(ipv6)"

# SIOCSIFADDR and SIOCDIFADDR on an AF_INET6 socket: IPv6 addresses are added and removed.
dummy eth0
# Those of ip, too, and no other.
ipv6_of() { ip -6 -o addr show dev "$1" scope global | sed 's/^.* inet6 //; s/ .*//' | sort | xargs; }
prints "" netdevice eth0 add6 2001:db8::1/64
prints "" netdevice eth0 add6 2001:db8::2/128
expect "addresses" "2001:db8::1/64 2001:db8::2/128" "$(ipv6_of eth0)"
request_fails EEXIST eth0 add6 2001:db8::1/64
request_fails EINVAL eth0 add6 2001:db8::3/129
request_fails EADDRNOTAVAIL eth0 del6 2001:db8::1/65
request_fails EADDRNOTAVAIL eth0 del6 2001:db8::3/64
request_fails EINVAL eth0 del6 2001:db8::1/129
ip addr add 2001:db8::4/96 dev eth0
prints "" netdevice eth0 del6 2001:db8::4/96
prints "" netdevice eth0 del6 2001:db8::1/64
expect "addresses" 2001:db8::2/128 "$(ipv6_of eth0)"
echo 1 >/proc/sys/net/ipv6/conf/eth0/disable_ipv6
request_fails EACCES eth0 add6 2001:db8::1/64

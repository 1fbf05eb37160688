# -m: routes keep their order, metrics and tables, and multipath routes their other ways. IPv6 addresses can be used at
# once, and keep their flags.
bond bond0
dummy eth0 eth1
ip -batch - <<END
addr add 172.16.0.1/24 dev eth1
addr add 2001:db8:16::1/64 dev eth1 nodad
link set eth1 up
addr add 192.0.2.1/24 metric 333 dev eth0
addr add 192.0.2.65/26 noprefixroute dev eth0
addr add 2001:db8::1/64 dev eth0 metric 77
addr add 2001:db8::2/64 dev eth0 nodad
addr add 2001:db8::3/64 dev eth0 valid_lft 3600 preferred_lft 0
link set eth0 up
addr add 2001:db8:45::4 peer 2001:db8:44::4/64 dev eth0
route add 10.8.0.0/16 via 192.0.2.8 dev eth0
route append 10.8.0.0/16 via 192.0.2.9 dev eth0
route append 10.8.0.0/16 via 192.0.2.7 dev eth0
route add default via 192.0.2.254 dev eth0
route append default via 192.0.2.253 dev eth0
route append default via 192.0.2.252 dev eth0
route add default via 192.0.2.251 dev eth0 metric 10
route add 10.1.0.0/16 via 192.0.2.4 table 100 metric 5 mtu 1400 advmss 1300 src 192.0.2.65
route add 10.1.0.0/16 tos 0x10 via 192.0.2.5 table 100 metric 5
route add local 10.3.0.1 dev eth0 table 101
route add unreachable 10.4.0.0/16
route add prohibit 10.5.0.0/16 table 100
route add 10.6.0.0/16 nexthop via 192.0.2.4 weight 3 nexthop via 172.16.0.2 weight 5
route add 10.7.0.0/16 nexthop via 192.0.2.4 dev eth0 onlink nexthop dev eth1
route add 2001:db8:6::/48 nexthop via 2001:db8::9 weight 3 nexthop via 2001:db8:16::9
route add 2001:db8:7::/48 via 2001:db8::9 table 100 metric 9 mtu 1300 proto 99
route append 2001:db8:7::/48 via 2001:db8::8 table 100 metric 9 proto 99
route add 2001:db8:8::/48 dev eth0 metric 5 pref high
route add 2001:db8:9::/48 from 2001:db8::/64 via 2001:db8::9
route add default via fe80::99 dev eth0 metric 10
route add default via fe80::98 dev eth0 metric 20
END
sleep 2 # until the addresses are no longer tentative
# An address with a peer keeps the flag with which it can be used at once.
everything_of eth0 | sed '/peer 2001/s/ scope global/& nodad/' >/tmp/wanted
state | grep -v -E "eth0|bond0" >/tmp/others
works ifenslave -m bond0 eth0
slaves bond0 eth0
ip -6 addr show dev bond0 scope global >/tmp/global
! grep -E "tentative|dadfailed" /tmp/global || fail "an address cannot be used yet"
everything_of bond0 >/tmp/found
diff -U 0 /tmp/wanted /tmp/found || fail "not everything has moved"
state | grep -v -E "eth0|bond0" | diff -U 0 /tmp/others - || fail "something else has changed"
addresses eth0

# Two ways to one router, over two slaves that both move, become one.
ip link del bond0
ip link del eth1
dummy eth1
bond bond0
up eth0 eth1
ip -batch - <<END
addr add 192.0.2.1/24 dev eth0
addr add 198.51.100.1/24 dev eth1
route add default nexthop via 192.0.2.254 dev eth0 onlink nexthop via 192.0.2.254 dev eth1 onlink
route add default nexthop via fe80::1 dev eth0 nexthop via fe80::1 dev eth1
END
works ifenslave -m bond0 eth0 eth1
ip -4 route show default | grep -q "via 192.0.2.254 dev bond0" || fail "the IPv4 default route is lost"
ip -6 route show default | grep -q "via fe80::1 dev bond0" || fail "the IPv6 default route is lost"

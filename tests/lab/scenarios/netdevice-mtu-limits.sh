# With less than 1280 bytes an interface has no IPv6, with less than 68 no IPv4: addresses go, and none
# can be added.
dummy eth0
ip addr add 192.0.2.1/24 dev eth0
ip addr add 2001:db8::1/64 dev eth0 nodad
up eth0
netdevice eth0 mtu 1280
run netdevice -a
case $out in *2001:db8::1/64*) ;; *) fail "it has no IPv6 address" ;; esac
netdevice eth0 mtu 1279
run netdevice -a
case $out in *2001:db8*) fail "it still has an IPv6 address" ;; esac
request_fails EINVAL eth0 add6 2001:db8::1/64
request_fails ENXIO eth0 del6 2001:db8::1/64
prints 192.0.2.1 netdevice eth0 addr
netdevice eth0 mtu 68
prints 192.0.2.1 netdevice eth0 addr
netdevice eth0 mtu 67
request_fails EADDRNOTAVAIL eth0 addr
request_fails ENOBUFS eth0 addr 192.0.2.1

# The IPv4 address, its netmask, broadcast and destination address: returned as ip has set them, and set as ip
# reports them.
dummy eth0
for request in addr dstaddr brdaddr netmask; do request_fails EADDRNOTAVAIL eth0 $request; done
for request in dstaddr brdaddr netmask; do request_fails EADDRNOTAVAIL eth0 $request 255.255.255.0; done
ip addr add 192.0.2.1/25 brd 192.0.2.99 dev eth0
ip addr add 198.51.100.1/24 label eth0:web dev eth0
prints 192.0.2.1 netdevice eth0 addr
prints 192.0.2.1 netdevice eth0 dstaddr
prints 192.0.2.99 netdevice eth0 brdaddr
prints 255.255.255.128 netdevice eth0 netmask
prints 198.51.100.1 netdevice eth0:web addr
prints 255.255.255.0 netdevice eth0:web netmask
prints 0.0.0.0 netdevice eth0:web brdaddr

# An address comes with the netmask of its class; setting the address again resets the rest.
for address in 10.1.2.3/8 172.16.2.3/16 203.0.113.3/24; do
    netdevice eth0 addr ${address%/*}
    expect "prefix" "$address" "$(addresses_of eth0 | sed -n '/ eth0$/s/ .*//p')"
done
netdevice eth0 netmask 255.255.255.240
addresses eth0 "198.51.100.1/24 scope global eth0:web
203.0.113.3/28 brd 203.0.113.15 scope global eth0"
netdevice eth0 brdaddr 203.0.113.7
addresses eth0 "198.51.100.1/24 scope global eth0:web
203.0.113.3/28 brd 203.0.113.7 scope global eth0"
netdevice eth0:web addr 0.0.0.0
addresses eth0 "203.0.113.3/28 brd 203.0.113.7 scope global eth0"
request_fails EADDRNOTAVAIL eth0:web addr
# Down, for an alias: it goes.
netdevice eth0:1 addr 192.0.2.7
prints 192.0.2.7 netdevice eth0:1 addr
netdevice eth0:1 flags 0
request_fails EADDRNOTAVAIL eth0:1 addr

request_fails EINVAL eth0 addr 224.0.0.1
request_fails EINVAL eth0 netmask 255.0.255.0
addresses eth0 "203.0.113.3/28 brd 203.0.113.7 scope global eth0"
netdevice eth0 addr 0.0.0.0
addresses eth0

# At both ends of a tunnel.
ip link add gre1 type gre local 192.0.2.1 remote 198.51.100.1
netdevice gre1 addr 10.0.0.1
netdevice gre1 dstaddr 10.0.0.2
expect "addresses" "10.0.0.1 peer 10.0.0.2/32 scope global gre1" "$(addresses_of gre1)"
prints 10.0.0.2 netdevice gre1 dstaddr
request_fails EINVAL gre1 dstaddr 224.0.0.1

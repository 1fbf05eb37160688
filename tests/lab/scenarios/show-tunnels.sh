# Tunnels: their hardware addresses are the addresses of their ends.
# Of an address shorter than 8 bytes BusyBox shows, with most kernels, what its memory held there.
mended() { sed -i 's/\(HWaddr C0-00-02-01\)-.*/\1-00-00-00-00-00-00-00-00-00-00-00-00  /' /tmp/theirs; }
ip link add sit1 type sit local 192.0.2.1 remote 198.51.100.1
ip link add ipip1 type ipip local 192.0.2.1 remote 198.51.100.1
ip link add gre1 type gre local 192.0.2.1 remote 198.51.100.1
ip link add ip6tnl1 type ip6tnl local 2001:db8::1 remote 2001:db8::2
ip addr add 10.0.0.1 peer 10.0.0.2 dev gre1
up sit1 ipip1 gre1 ip6tnl1
shown_alike sit1 ipip1 gre1 ip6tnl1
shows "sit1      Link encap:IPv6-in-IPv4  " "gre1      Link encap:UNSPEC  HWaddr C0-00-02-01-" \
    "ip6tnl1   Link encap:UNSPEC  HWaddr 20-01-0D-B8-" "P-t-P:10.0.0.2"

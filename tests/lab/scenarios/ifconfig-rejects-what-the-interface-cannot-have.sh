# Values that this interface cannot have are rejected before any change, too: an MTU out of the device's
# range, a hardware address of another type, a netmask without an address.
# native: yes
network() { one_cable "addr add 192.0.2.1/24 brd + dev eth0"; }
for mtu in 0 67 65536 2147483647; do
    rejects "invalid number '$mtu' (68 to 65535)" ifconfig eth0 10.0.0.1 mtu $mtu up
    rejects "invalid number '$mtu' (68 to 65535)" ifconfig eth0:1 10.0.0.1 up mtu $mtu
done
rejects "eth0 is not of type 'infiniband'" ifconfig eth0 10.0.0.1 \
    hw infiniband 80:00:00:48:fe:80:00:00:00:00:00:00:00:02:c9:02:00:20:13:92 up
rejects "lo is not of type 'ether'" ifconfig lo up hw ether 52:54:00:00:00:09
network() { one_cable; }
for words in "netmask 255.0.0.0" "broadcast 10.0.0.255" "broadcast +" "pointopoint 10.0.0.2" "dstaddr 10.0.0.2"; do
    # shellcheck disable=SC2086 # words
    rejects "eth0 has no IPv4 address for '${words%% *}'" ifconfig eth0 mtu 1400 $words up
    # shellcheck disable=SC2086 # words
    rejects "eth0 has no IPv4 address for '${words%% *}'" ifconfig eth0 $words 10.0.0.1
done
# An alias is an address.
for word in up down promisc -arp; do
    rejects "eth0:1 has no IPv4 address for '$word'" ifconfig eth0:1 mtu 1400 $word
done
# If an address stands before them, they work.
works ours ifconfig eth0 10.0.0.1 netmask 255.255.0.0 broadcast +
works ours ifconfig eth0:1 mtu 1400 10.0.0.2 netmask 255.255.0.0 up
addresses eth0 "10.0.0.1/16 brd 10.0.255.255 scope global eth0
10.0.0.2/16 brd 10.0.255.255 scope global secondary eth0:1"
# A device whose MTU has no limits.
ip link add d0 type "$dummy"
for mtu in 0 1 67 65536 2147483647; do
    works ours ifconfig d0 mtu $mtu
    mtu d0 $mtu
done

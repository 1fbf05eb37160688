# One bad word, and nothing is done of what stands before it. BusyBox's does that, then complains.
# native: yes
# long: yes
network() { one_interface "addr add 192.0.2.1/24 brd + dev eth0"; }
for last in nope -up localhost 10.0.0.256 2001:db8::g/64 2001:db8::1/129 2001:db8::1/x netmask "netmask nope" "netmask 255.0.0.256" \
    broadcast "broadcast up" pointopoint "dstaddr nope" "hw ether 52:54" "hw ether" "hw loop 52:54:00:00:00:09" \
    mtu metric "add nope" "del nope" "add 2001:db8::1/129" irq; do
    # shellcheck disable=SC2086 # words
    rejects "" ifconfig eth0 10.0.0.1 netmask 255.255.0.0 mtu 1400 promisc up $last
done

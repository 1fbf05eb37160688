# Over rtnetlink: all interfaces, the addresses of both families, and how many of each; the state of a link,
# and its counters.
up lo
veth eth0 peer0
ip addr add 192.0.2.1/24 dev eth0
ip addr add 10.0.0.1 peer 10.0.0.2/32 dev eth0
ip addr add 2001:db8::1 peer 2001:db8::2/128 dev eth0 nodad
ip link set eth0 address 02:00:00:00:00:01
index=$(cat /sys/class/net/eth0/ifindex)
prints "1 lo 0x10049 65536 Unknown
$((index - 1)) peer0 0x1002 1500 Down
$index eth0 0x1002 1500 Down" netdevice -l
prints "1 127.0.0.1/8
$index 192.0.2.1/24
$index 10.0.0.1 peer 10.0.0.2/32
1 ::1/128
$index 2001:db8::1 peer 2001:db8::2/128" netdevice -a
prints "3 interfaces 3 + 2 = 5 addresses" netdevice -n

bond bond0
ip link set eth0 master bond0
ip link set eth0 up
until_link eth0 lowerlayerdown
run netdevice eth0 link
case $out in
"operstate LowerLayerDown carrier off changes "[0-9]*" mtu 68..65535 master $(cat /sys/class/net/bond0/ifindex) \
address 02:00:00:00:00:01 broadcast ff:ff:ff:ff:ff:ff
"*) ;;
*) fail "told otherwise" ;;
esac
up peer0
until_link eth0 up
ip addr add 192.0.2.9/24 dev bond0
ping -c 1 -W 1 192.0.2.77 >/dev/null || true
# Until nothing is received or sent meanwhile.
counted() { cat "/sys/class/net/peer0/statistics/$1"; }
counters() {
    echo "rx $(counted rx_bytes) bytes $(counted rx_packets) packets \
tx $(counted tx_bytes) bytes $(counted tx_packets) packets"
}
while :; do
    before=$(counters)
    run netdevice peer0 link
    [ "$before" != "$(counters)" ] || break
done
expect "counters" "$before" "$(sed -n 2p /tmp/out)"
case $before in "rx 0 "*) fail "nothing was received: this shows nothing" ;; esac
case $out in "operstate Up carrier on "*) ;; *) fail "its link is not up" ;; esac

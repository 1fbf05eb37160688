# An alias is an address with a label: it is added, changed, and taken down.
# native: yes
# long: yes
network() { one_interface; }
alike ifconfig eth0:1 10.0.0.2
alike ifconfig eth0:1 10.0.0.2 up
alike ifconfig eth0:1 10.0.0.2 netmask 255.255.0.0 broadcast 10.0.9.9 up
alike ifconfig eth0:1 10.0.0.2 netmask 255.255.0.0 broadcast +
alike ifconfig eth0: 10.0.0.2
alike ifconfig eth0:1:2 10.0.0.2
alike ifconfig eth0:web1234567 10.0.0.2
network() {
    one_interface "addr add 10.0.0.1/24 brd + dev eth0" "addr add 10.0.0.2/24 label eth0:1 dev eth0" \
        "addr add 172.16.0.1/24 label eth0:2 dev eth0" "link set eth0 up"
}
for words in up down 10.0.0.3 10.0.0.2 172.16.0.1 "10.0.0.3 down" "netmask 255.255.0.0" "broadcast 10.0.0.77" \
    "dstaddr 10.0.0.9" -arp promisc -multicast "mtu 1400" "txqueuelen 7"; do
    alike ifconfig eth0:1 $words
    alike ifconfig eth0:2 $words
    alike ifconfig eth0 $words
    alike ifconfig eth0:3 $words
done

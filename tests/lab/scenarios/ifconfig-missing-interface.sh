# An interface that is not there cannot be configured.
# native: yes
# long: yes
network() { one_interface; }
for words in up down 10.0.0.1 "10.0.0.1 netmask 255.0.0.0" "netmask 255.0.0.0" "broadcast 10.0.0.3" "dstaddr 10.0.0.3" \
    "mtu 1400" "metric 0" "txqueuelen 5" "hw ether 52:54:00:00:00:09" "add 2001:db8::1/64" "del 2001:db8::1/64" promisc -arp; do
    alike ifconfig nope $words
    alike ifconfig nope:1 $words
done
alike ifconfig "" up

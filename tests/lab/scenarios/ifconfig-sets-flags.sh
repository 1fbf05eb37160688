# Each flag, set and cleared, on an interface that is down, and on one that is up and has all of them.
# native: yes
# long: yes
words="up down arp -arp promisc -promisc allmulti -allmulti multicast -multicast dynamic -dynamic trailers -trailers"
network() { one_interface; }
for word in $words; do alike ifconfig eth0 "$word"; done
network() {
    one_interface "link set eth0 up promisc on allmulticast on arp off"
    ip link set eth0 dynamic on trailers off
}
for word in $words; do alike ifconfig eth0 "$word"; done
alike ifconfig eth0 -promisc -allmulti arp -multicast -dynamic trailers down
alike ifconfig eth0 -promisc promisc -allmulti down up
alike ifconfig eth0 up down

# The loopback, whose state is not reset by each network.
# native: yes
network() {
    ip link set lo down mtu 65536
    ip addr flush dev lo
}
alike ifconfig lo 127.0.0.1
alike ifconfig lo 127.0.0.1 up
alike ifconfig lo 127.0.0.1 netmask 255.0.0.0 up
alike ifconfig lo up
alike ifconfig lo up down
alike ifconfig lo:1 127.0.0.2
alike ifconfig lo mtu 1500

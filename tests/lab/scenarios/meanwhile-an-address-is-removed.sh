# While an attach fails, another process removes an address of the slave: all is as it was, but for that.
# long: yes
network() {
    bond_and_slave "link set bond0 mtu 9000" "link add link eth0 name eth0.5 type vlan id 5" \
        "addr add 198.51.100.1/24 dev eth0.5" "addr add 198.51.100.2/24 dev eth0.5" "link set eth0.5 up"
}
finished() { expect "exit status" 1 "$rc"; }
either() { rolled_back '/198.51.100.2[/ ]/d'; }
each_gap eth0.5 "ip addr del 198.51.100.2/24 dev eth0.5" either ifenslave bond0 eth0.5

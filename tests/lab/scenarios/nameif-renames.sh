# Interfaces get their names by their hardware addresses.
# native: yes
network() {
    one_interface "link add name eth1 address 52:54:00:00:00:03 type $dummy" "link add name eth2 address 52:54:00:aa:bb:cc type $dummy"
}
alike nameif net0 52:54:00:00:00:01
alike nameif net0 52:54:00:00:00:01 net1 52:54:00:00:00:03
alike nameif net1 52:54:00:00:00:03 net0 52:54:00:00:00:01
alike nameif -- net0 52:54:00:00:00:01
alike nameif net0 52:54:0:0:0:1
alike nameif net0 52:54:00:AA:bB:cc
alike nameif net0 mac=52:54:00:00:00:01
alike nameif averyverylongna 52:54:00:00:00:01
# Who has the name, keeps it.
alike nameif eth0 52:54:00:00:00:01
alike nameif eth0 52:54:00:00:00:01 net1 52:54:00:00:00:03
# What is configured stays so.
network() { one_interface "addr add 192.0.2.1/24 brd + dev eth0" "addr add 2001:db8::1/64 dev eth0 nodad" "link set eth0 mtu 1400"; }
alike nameif net0 52:54:00:00:00:01

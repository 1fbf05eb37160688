# While a slave is attached, another process deletes the bond: the slave is as it was, or as the bond left it,
# down and without addresses.
# long: yes
either() {
    if has_flag eth0 1; then rolled_back '/^bond0:/d'; else addresses eth0; fi
}
each_gap eth0 "ip link del bond0" either ifenslave bond0 eth0

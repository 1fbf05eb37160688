# While a slave is attached, another process deletes it: nothing else is touched.
# long: yes
either() {
    unchanged_but '/^eth0[: ]| dev eth0( |$)/d'
    [ "$rc" = 0 ] || reports ""
}
each_gap eth0 "ip link del eth0" either ifenslave bond0 eth0

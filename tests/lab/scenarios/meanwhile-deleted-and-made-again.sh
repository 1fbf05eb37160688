# While a slave is attached, another process deletes it, and makes another one of that name: it is as made.
# long: yes
anew() {
    ip -batch - <<END
link del eth0
link add eth0 type dummy
addr add 198.51.100.1/24 brd + dev eth0
link set eth0 up
END
    snapshot
}
either() {
    unchanged
    [ "$rc" = 0 ] || reports ""
}
each_gap eth0 anew either ifenslave bond0 eth0

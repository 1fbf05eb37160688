# While a slave is attached, another process gives its name to another interface, which is down, or up: that
# other one is as it was.
# long: yes
network() {
    bond_and_slave "link add eth1 type dummy" "addr add 198.51.100.1/24 brd + dev eth1" "link set eth1 $other"
}
swap() {
    renamed eth0 lan0
    renamed eth1 eth0
    called eth0 || renamed lan0 eth0
}
either() {
    if called eth1; then # nothing could be renamed
        attached bond0 eth0
        return
    fi
    edit_snapshot 's|\<eth0\>|lan0|g; s|\<eth1\>|eth0|g'
    about eth0 /tmp/before >/tmp/was
    state | sort >/tmp/after
    about eth0 /tmp/after >/tmp/is
    diff -U 0 /tmp/was /tmp/is || fail "the other one has changed"
    case $(slaves_of bond0) in
    "") rolled_back 's|^||' ;;
    *) attached bond0 lan0 ;;
    esac
}
for other in down up; do
    each_gap eth0 swap either ifenslave bond0 eth0
done

# Whichever system call of a change that is tried fails: it is rolled back, whether it is confirmed or not, or it is
# complete; and the mark of the bond does not stay.
# long: yes
network() {
    bond_and_slave "link add eth1 type dummy"
    ifenslave bond0 eth1
    everything_of eth0 >/tmp/wanted
}
finished() {
    ! ip link show | grep try- || fail "the mark is left"
    case $command in
    *-D*) no_bond bond0 ;;
    *-m*)
        attached bond0 eth0 eth1
        everything_of bond0 | diff -U 0 /tmp/wanted - || fail "not everything has moved"
        ;;
    esac
}
all_or_nothing() {
    ! ip link show | grep try- || fail "the mark is left: $1"
    if [ "$rc" != 0 ] && (finished) >/tmp/finished 2>&1; then rc=0; fi
    if [ "$rc" = 0 ]; then
        finished
        start_over
        return
    fi
    unchanged "$1, and something has changed"
}
reason() { :; }
command="--try 60 -m bond0 eth0"
echo >/tmp/enter
confirmed() { "$@" </tmp/enter; }
each_fault EIO confirmed ifenslave --try 60 -m bond0 eth0
# Not confirmed.
finished() { unchanged; }
each_fault EIO ifenslave --try 1 -m bond0 eth0

# Whichever system call of a change that is confirmed fails: it is complete, or everything is as before; and the mark of
# the bond does not stay.
# long: yes
network() {
    bond_and_slave "link add eth1 type dummy"
    ifenslave bond0 eth1
    everything_of eth0 >/tmp/wanted
}
finished() {
    attached bond0 eth0 eth1
    everything_of bond0 | diff -U 0 /tmp/wanted - || fail "not everything has moved"
}
all_or_nothing() {
    ! ip link show | grep try- || fail "the mark is left: $1"
    if [ "$rc" = 0 ] || (finished) >/tmp/finished 2>&1; then
        finished
        start_over
    else
        unchanged "$1, and something has changed"
    fi
}
# It may be that the answer cannot be read.
reason() { :; }
echo >/tmp/enter
printf '#!/bin/sh\nexec "$@" </tmp/enter\n' >/tmp/confirmed
chmod +x /tmp/confirmed
each_fault EIO /tmp/confirmed ifenslave --try 1 -m bond0 eth0

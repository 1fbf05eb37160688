# Of a bond that works and lacks a slave: whatever fails, it goes on working.
# long: yes
network() {
    two_slaves "link add bond0 up type bond mode active-backup miimon 100"
    ifenslave bond0 eth0
}
finished() { attached bond0 eth0 eth1; }
all_or_nothing() {
    is_up bond0
    active bond0 eth0
    expect "addresses of eth0" "" "$(addresses_of eth0)"
    if [ "$rc" != 0 ]; then
        # The bond works: without one of its slaves, it is 3.
        [ "$rc" = 3 ] || expect "exit status after $1" 1 "$rc"
        reports ""
        # The other slave is attached, whichever failed.
        ! changed || complete_or_unchanged eth1
    else
        finished
    fi
    start_over
}
each_fault EIO ifenslave -b bond0:eth0,eth1:mode=active-backup,miimon=200

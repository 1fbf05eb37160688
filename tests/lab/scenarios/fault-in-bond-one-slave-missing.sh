# Of a bond that works and lacks a slave: whatever fails, it goes on working.
# long: yes
network() { two_slaves "link add bond0 up type bond mode active-backup miimon 100" "link set eth0 down" "link set eth0 master bond0"; }
finished() { attached bond0 eth0 eth1; }
done_or_not() {
    is_up bond0
    attached bond0 $(slaves_of bond0)
    active bond0 eth0
    bonded_or_not "$@"
}
bonded_or_not() {
    if [ "$rc" != 0 ]; then
        expect "exit status after $1" 1 "$rc"
        says ""
        unchanged "$1, and something has changed"
        return
    fi
    finished
    no_network
    network
    snapshot
}
each_fault "EIO EPERM EINVAL" ifenslave -b bond0:eth0,eth1:mode=active-backup,miimon=200

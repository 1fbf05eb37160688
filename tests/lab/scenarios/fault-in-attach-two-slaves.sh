# Whichever of its system calls fails: each of two slaves is attached, or is as it was, and the exit
# status is that of both.
# long: yes
network() { two_slaves "link add bond0 up type bond mode active-backup miimon 100"; }
finished() { attached bond0 eth0 eth1; }
all_or_nothing() {
    if [ "$rc" = 0 ]; then
        finished
    else
        expect "exit status after $1" 1 "$rc"
        reports ""
        changed || return 0
        complete_or_unchanged eth0
        complete_or_unchanged eth1
        [ "$(slaves_of bond0)" != "eth0 eth1" ] || fail "both are attached, with exit status 1"
    fi
    start_over
}
each_fault EIO ifenslave bond0 eth0 eth1

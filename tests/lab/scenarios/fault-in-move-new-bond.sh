# long: yes
# Each system call of -m -b fails once, where the root filesystem's card becomes the first slave of a new bond: everything has
# moved, or everything is as it was.
network() { two_slaves; }
finished() {
    slaves bond0 eth0 eth1
    addresses eth0
    addresses eth1
    expect "addresses of bond0" 2 "$(ip -4 -o addr show dev bond0 | wc -l)"
    expect "default route" "via 192.0.2.254 dev bond0" "$(ip -o route show default | sed 's/default //; s/ *$//')"
}
# A slave that failed has kept its own configuration, and is not in the bond.
all_or_nothing() {
    if [ "$rc" = 0 ]; then
        finished
        start_over
    elif [ -e /sys/class/net/bond0 ]; then
        expect "exit status after $1" 3 "$rc"
        reports ""
        state >/tmp/after
        for name in eth0 eth1; do
            has_flag $name 0x800 || complete_or_unchanged $name
        done
        expect "addresses" 2 "$(ip -4 -o addr show | wc -l)"
        start_over
    else
        expect "exit status after $1" 1 "$rc"
        reports ""
        unchanged "$1, and something has changed"
    fi
}
each_fault "EIO" ifenslave -m -b bond0:eth0,eth1:mode=active-backup,miimon=100

# Whichever of its system calls fails: either the active slave has changed, or nothing has.
bond bond0
dummy eth0 eth1
ifenslave bond0 eth0 eth1
active bond0 eth0
run strace -qq -o /tmp/trace ifenslave -c bond0 eth1
active bond0 eth1

calls_of /tmp/trace >/tmp/calls
while read -r call; do
    ifenslave -c bond0 eth0
    snapshot
    run with_fault "$call:EIO" ifenslave -c bond0 eth1
    if [ "$rc" = 0 ]; then active bond0 eth1; else unchanged "$call failed, and something has changed"; fi
done </tmp/calls

# Whichever of its system calls fails: where an interface is not shown, the exit status says so.
# native: yes
dummy eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 192.0.2.2/24 label eth0:1 dev eth0
up eth0
run strace -qq -o /tmp/trace ifenslave -a
expect "interfaces" "eth0 eth0:1 eth1 lo" "$(shown)"

calls_of /tmp/trace >/tmp/calls
while read -r call; do
    run with_fault "$call:EIO" ifenslave -a
    [ "$rc" = 1 ] || expect "interfaces, with exit status $rc" "0 eth0 eth0:1 eth1 lo" "$rc $(shown)"
    [ "$rc" = 0 ] || [ -n "$err" ] || fail "not a word on stderr"
done </tmp/calls

# A request that fails is reported, with the reason; and there is no other state than before and after.
# native: yes
network() { one_interface; }
program=${PATH%%:*}/nameif
network
works strace -qq -o /tmp/trace "$program" net0 52:54:00:00:00:01
calls_of /tmp/trace | grep -E '^(ioctl|socket|sendto|recvfrom|recvmsg):' >/tmp/calls
[ -s /tmp/calls ] || fail "no requests"
while read -r call; do
    start_over
    run with_fault "$call:ENOMEM" "$program" net0 52:54:00:00:00:01
    if [ "$rc" = 0 ]; then
        mac net0 52:54:00:00:00:01
    else
        expect "exit status after $call" 1 "$rc"
        case $err in "nameif: "*": Cannot allocate memory") ;; *) fail "another reason" ;; esac
        unchanged
    fi
done </tmp/calls

# Each request that fails is named, with the reason, and is the last.
network() { one_interface; }
words="10.0.0.1 netmask 255.255.0.0 broadcast + dstaddr 10.0.0.2 mtu 1400 txqueuelen 9 promisc -arp hw ether 52:54:00:00:00:09 add 2001:db8::1/64 del 2001:db8::1/64"
network
# shellcheck disable=SC2086 # words
works strace -qq -o /tmp/trace "${PATH%%:*}/ifconfig" eth0 $words
calls_of /tmp/trace | grep -E '^(ioctl|socket):' >/tmp/calls
[ "$(grep -c ioctl /tmp/calls)" -ge 15 ] || fail "too few requests"
traced="-t ioctl -t socket"
while read -r call; do
    no_network
    network
    # shellcheck disable=SC2086
    run with_fault "$call:EIO" "${PATH%%:*}/ifconfig" eth0 $words
    # If something cannot be read for a check, there is no such check, and all is done.
    if [ "$rc" = 0 ]; then
        checks=$((${checks-0} + 1))
        addresses eth0 "10.0.0.1 peer 10.0.0.2/16 brd 10.0.255.255 scope global eth0"
        mac eth0 52:54:00:00:00:09
        continue
    fi
    expect "exit status after $call" 1 "$rc"
    case $err in "ifconfig: "*": Input/output error") ;; *) fail "another reason" ;; esac
    expect "requests after it" "" "$(sed '1,/INJECTED/d' /tmp/trace | grep -E '^(ioctl|socket)')"
done </tmp/calls
[ "$checks" -le 4 ] || fail "too many faults are ignored"

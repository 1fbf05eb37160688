# Changes without privilege are rejected; showing is not.
network() { one_interface; }
unprivileged_alike() {
    start_over
    fails 1 unprivileged "${PATH%%:*}/ifconfig" "$@"
    unchanged
}
for words in up down 10.0.0.1 "mtu 1400" promisc "hw ether 52:54:00:00:00:09" "add 2001:db8::1/64"; do
    # shellcheck disable=SC2086 # words
    unprivileged_alike eth0 $words
    case $err in "ifconfig: "*"Operation not permitted"*) ;; *) fail "another reason" ;; esac
done
run unprivileged "${PATH%%:*}/ifconfig" eth0
expect "exit status" 0 "$rc"
shows "eth0      Link encap:Ethernet"

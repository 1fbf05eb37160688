# hosted: no
# The state of one bond takes nine system calls at most, start and exit included; that of many takes a few more, not
# a few for each.
calls() {
    strace -f -o /tmp/trace "$@" >/tmp/out
    grep -v -c -E '^[0-9]+ +(\+\+\+|---)' /tmp/trace || true
}
veth eth0 p0
veth eth1 p1
up p0 p1
bond bond0
works ifenslave bond0 eth0 eth1
for options in "-s" "-s bond0" "-s --json" "--check" "--check bond0"; do
    # shellcheck disable=SC2086 # words
    count=$(calls ifenslave $options)
    [ "$count" -le 9 ] || fail "ifenslave $options: $count calls: $(cat /tmp/trace)"
done
for n in $(seq 100); do
    echo "link add name many$n type bond"
    echo "link add name port$n type dummy"
    echo "link set port$n master many$n"
done >/tmp/batch
ip -batch /tmp/batch
count=$(calls ifenslave -s)
[ "$count" -le 120 ] || fail "$count calls for a hundred bonds"

# --try with forty slaves that have addresses: attach, -b and -D are rolled back.
# long: yes
dummys=$(seq 40 | sed 's/^/dummy/')
for name in $dummys; do echo "link add $name type dummy"; done | ip -batch -
for number in $(seq 40); do
    echo "addr add 10.0.$number.1/24 brd + dev dummy$number"
    echo "addr add 2001:db8:$number::1/64 dev dummy$number nodad"
    echo "link set dummy$number up"
done | ip -batch -
# is_rolled_back COMMAND...: without an answer, it leaves everything as it was.
is_rolled_back() {
    run ifenslave --try 1 "$@" </dev/null
    expect "exit status" 1 "$rc"
    reports "not confirmed: rolled back"
    unchanged
}
bond bond0
list=$(echo $dummys | tr ' ' ,)
snapshot
for command in "-b bond0:$list" "-m bond0 $(echo $dummys)" "-m -b bond1:$list"; do
    # shellcheck disable=SC2086 # words
    is_rolled_back $command
done
# shellcheck disable=SC2086 # words
run ifenslave -m bond0 $dummys
expect "exit status" 0 "$rc"
snapshot
for command in "-D bond0" "-m -D bond0" "-d bond0 $(echo dummy40 dummy39 dummy38)"; do
    # shellcheck disable=SC2086 # words
    is_rolled_back $command
done

# --try of more than there is room for: what does not fit is rejected, and the rest is rolled back.
# long: yes
for number in $(seq 120); do
    echo "link add dummy$number type dummy"
    echo "addr add 10.0.$number.1/24 dev dummy$number"
    echo "link set dummy$number up"
done | ip -batch -
bond bond0
slaves_list=$(seq 120 | sed 's/^/dummy/')
commas=$(echo $slaves_list | tr ' ' ,)
snapshot
for command in "bond0 $(echo $slaves_list)" "-m bond0 $(echo $slaves_list)" "-m -b bond0:$commas" "-b bond1:$commas"; do
    # shellcheck disable=SC2086 # words
    run ifenslave --try 1 $command </dev/null
    expect "exit status" 1 "$rc"
    reports "can't enslave dummy"
    case $err in *": No buffer space available"*) ;; *) fail "it does not report that there is no more room" ;; esac
    reports "not confirmed: rolled back"
    unchanged
done
# Without --try there is room for any number.
# shellcheck disable=SC2086 # words
works ifenslave -m bond0 $slaves_list
expect "slaves" 120 "$(slaves_of bond0 | wc -w)"
for move in -v -m; do
    run ifenslave $move --try 1 -D bond0 </dev/null
    expect "exit status" 1 "$rc"
    reports "not confirmed: rolled back"
    # Those that there was no room for have stayed, and come first now.
    expect "slaves" 120 "$(slaves_of bond0 | wc -w)"
    expect "addresses" 120 "$(addresses_of bond0 | wc -l)"
    is_up bond0
done
works ifenslave -D bond0
no_bond bond0

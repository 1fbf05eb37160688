# -c and -d with a master but no slave show what is up, and exit with 2; with no operand at all, with 0.
# classic: same
# field: F18
dummy eth0 eth1
ip addr add 127.0.0.1/8 dev lo
ip link set lo up
ip link set eth0 up
bond bond0
ip link set eth1 master bond0
works ifenslave
wanted=$out
[ "$(echo "$wanted" | grep -c 'Link encap')" = 4 ] || fail "not all are shown"
snapshot
for option in -c -d; do
    # Counters may go on between two calls.
    for words in "0 $option" "2 $option lo" "2 $option bond0"; do
        run ifenslave ${words#? }
        expect "exit status of ${words#? }" "${words%% *}" "$rc"
        expect "stderr" "" "$err"
        expect "interfaces" "$(echo "$wanted" | sed -n 's/ *Link encap.*//p')" \
            "$(echo "$out" | sed -n 's/ *Link encap.*//p')"
    done
done
unchanged

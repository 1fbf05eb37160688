# While a change is tried, a second one to the same bond is rejected and changes nothing; to another bond, it works.
dummy eth0 eth1 eth2
bond bond0
bond bond1
ifenslave bond0 eth0 eth1
configured eth2
snapshot
mkfifo /tmp/nothing
sleep 600 >/tmp/nothing &
for pending in "-m bond0 eth2" "-d bond0 eth1" "-c bond0 eth1" "-b bond0:eth2:miimon=50" "-D bond0"; do
    # shellcheck disable=SC2086 # words
    ifenslave --try 60 $pending </tmp/nothing 2>/tmp/pending &
    tried=$!
    until waits; do sleep 0.1; done
    state >/tmp/tried
    for command in "bond0 eth2" "-m bond0 eth2" "-d bond0 eth0" "-c bond0 eth0" "-b bond0:eth2" "-b bond0:eth0,eth1" "-b bond0:eth0:mode=0" "-D bond0" "-m -D bond0" \
        "--try 9 bond0 eth2" "--try 9 -d bond0 eth0" "--try 9 -c bond0 eth1" "--try 9 -b bond0:eth1" "--try 9 -D bond0"; do
        # shellcheck disable=SC2086 # words
        fails 1 ifenslave $command </dev/null
        reports "bond0: another process tries a change of it"
        state | diff -U 0 /tmp/tried - || fail "it has changed something"
    done
    works ifenslave -s
    works ifenslave -b bond1:
    works ifenslave -D bond1
    bond bond1
    kill -HUP $tried
    wait $tried && fail "it is not rolled back"
    grep -q "not confirmed: rolled back" /tmp/pending || fail "it does not report its rollback"
    edit_snapshot 's/^bond1: index [0-9]+/bond1: index N/'
    state | sed -E 's/^bond1: index [0-9]+/bond1: index N/' | sort | diff -U 0 /tmp/before - || fail "it has changed something"
done

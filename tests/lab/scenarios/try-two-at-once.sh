# While a change waits to be confirmed, other changes to the same bond are rejected, and its rollback is as if they had not
# been asked for.
bond_and_slave "link add eth1 type dummy"
snapshot
ifenslave --try 60 -m bond0 eth0 </dev/null >/tmp/pending 2>&1 &
pending=$!
until_attached eth0
once_waiting true
wait $!
for change in "bond0 eth1" "-m bond0 eth1" "--try 5 bond0 eth1" "-d bond0 eth0" "-c bond0 eth0" "-D bond0" "-D -m bond0" \
    "-b bond0:eth1" "-b bond0:eth0:miimon=50"; do
    # shellcheck disable=SC2086 # words
    fails 1 ifenslave $change
    slaves bond0 eth0
    options bond0 miimon=100
done
kill -HUP $pending
rc=0
wait $pending || rc=$?
expect "exit status" 1 "$rc"
unchanged
# Then it may be changed.
works ifenslave -m bond0 eth0

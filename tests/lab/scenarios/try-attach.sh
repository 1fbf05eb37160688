# --try: without an answer, everything is as before; with one, the change stays.
# answered LINE...: runs a command with this as its standard input.
bond bond0
dummy eth0 eth1
configured eth0
snapshot
begin=$(date +%s)
run ifenslave --try 2 -m bond0 eth0 eth1 </dev/null
expect "exit status" 1 "$rc"
[ $(($(date +%s) - begin)) -ge 2 ] || fail "it has not waited"
reports "standard input has ended: only SIGUSR1 to process"
reports "not confirmed: rolled back"
unchanged

{ sleep 1; echo; } | { run ifenslave --try 60 bond0 eth0 eth1; expect "exit status" 0 "$rc"; }
slaves bond0 eth0 eth1
ip link show bond0 | grep -q try- && fail "the mark is left"
true

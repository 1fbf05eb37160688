# While a change waits to be confirmed, SIGUSR1 confirms it; SIGHUP, SIGINT and SIGTERM roll it back at once.
bond_and_slave
snapshot
# tries SIGNAL COMMAND...: the signal comes while it waits.
tries() {
    local signal=$1 program
    shift
    echo "\$ $* # and then $signal"
    mkfifo /tmp/stdin
    "$@" </tmp/stdin >/tmp/out 2>/tmp/err &
    program=$!
    exec 5>/tmp/stdin
    rm /tmp/stdin
    until_attached eth0
    once_waiting kill -"$signal" $program
    rc=0
    begin=$(now)
    wait $program || rc=$?
    [ $(($(now) - begin)) -lt 2000 ] || fail "it has waited for the time to be over"
    exec 5>&-
    has_run
    grep -q -w "$program" /tmp/out /tmp/err || fail "it has not announced its process ID, $program"
}
for signal in HUP INT TERM; do
    tries $signal ifenslave --try 60 bond0 eth0
    rolled_back
done
tries USR1 ifenslave --try 60 bond0 eth0
expect "exit status" 0 "$rc"
attached bond0 eth0

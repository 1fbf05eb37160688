# While the change waits to be confirmed, the client hangs up: the terminal is gone, and all is rolled back at once.
bond bond0
reachable "route add default via 192.0.2.254"
log_in
snapshot
begin=$(now)
types 'ifenslave -m --try 120 bond0 eth0'
until_attached eth0
once_waiting true
wait $!
hang_up
until [ "$(slaves_of bond0)" = "" ]; do
    [ $(($(now) - begin)) -lt 3000 ] || fail "it is not rolled back"
    sleep 0.1
done
unchanged
answers || fail "the machine does not answer"

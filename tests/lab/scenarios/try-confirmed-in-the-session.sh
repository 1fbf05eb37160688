# With -m, the session over the slave goes on: Enter in it confirms the change.
bond bond0
reachable "route add default via 192.0.2.254"
log_in
types 'ifenslave -m --try 30 bond0 eth0; echo "status $?"'
until_attached eth0
once_waiting true
wait $!
answers || fail "the machine does not answer"
types ''
until_shown "status 0"
slaves bond0 eth0
addresses eth0
addresses bond0 "192.0.2.1/24 brd 192.0.2.255 scope global bond0"
answers || fail "the machine does not answer"

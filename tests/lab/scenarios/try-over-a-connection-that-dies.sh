# A change that cuts the connection over which it is made: with --try, the machine answers again after that time, all is
# as it was, and the session goes on.
bond bond0
reachable "addr add 2001:db8::1/64 dev eth0 nodad" "route add default via 192.0.2.254"
log_in
snapshot
begin=$(now)
types 'ifenslave --try 3 bond0 eth0; echo "status $?"'
until_attached eth0
! answers || fail "the change has not cut the connection"
slaves bond0 eth0
until_shown "status 1"
[ $(($(now) - begin)) -ge 300 ] || fail "it was rolled back before the time was over"
unchanged
answers || fail "the machine does not answer"
# shellcheck disable=SC2016 # for the session to expand
types 'echo $((6 * 7))'
until_shown 42

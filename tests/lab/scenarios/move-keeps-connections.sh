# A session over the slave goes on while -m moves its addresses and routes to the bond.
bond bond0
reachable "route add default via 192.0.2.254"
log_in
types 'ifenslave -m bond0 eth0; echo "status $?"'
until_shown "status 0"
slaves bond0 eth0
addresses eth0
addresses bond0 "192.0.2.1/24 brd 192.0.2.255 scope global bond0"
expect "default route" "via 192.0.2.254 dev bond0" "$(ip -o route show default | sed 's/default //; s/ *$//')"
answers || fail "the machine does not answer"

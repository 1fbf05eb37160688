# A session over a card goes on while -m -b creates a bond of it and another one, and while -D -m removes the bond.
reachable "link add eth1 type dummy" "route add default via 192.0.2.254"
log_in
snapshot
types 'ifenslave -m -b bond0:eth0,eth1:mode=active-backup; echo "status $?"'
until_shown "status 0"
attached bond0 eth0 eth1
addresses bond0 "192.0.2.1/24 brd 192.0.2.255 scope global bond0"
answers || fail "the machine does not answer"
types 'ifenslave -D -m bond0; echo "then $?"'
until_shown "then 0"
no_bond bond0
unchanged
answers || fail "the machine does not answer"

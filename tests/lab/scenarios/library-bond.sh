# A program that uses the library creates a bond, attaches slaves, chooses one, waits for links, reads the state, releases
# the slaves and deletes the bond. In the end everything is as it was.
veth eth0 p0
veth eth1 p1
up p0 p1
snapshot
works bonding bond0 create active-backup
options bond0 mode=active-backup miimon=100
is_up bond0
prints "bond0 Down mode active-backup miimon 100 slaves 0" unprivileged bonding bond0 status
works bonding bond0 enslave eth0 enslave eth1 wait 10
attached bond0 eth0 eth1
prints "eth0 active Up Whole
eth1 backup Up Whole
bond0 Whole mode active-backup miimon 100 slaves 2 active eth0" unprivileged bonding bond0 status
works bonding bond0 active eth1
active bond0 eth1
prints "eth0 active Up Whole
eth1 backup Up Whole
bond0 Whole mode active-backup miimon 100 slaves 2 active eth0 primary eth0" bonding bond0 primary eth0 wait 10 status
works bonding bond0 release eth0
slaves bond0 eth1
is_down eth0
works bonding bond0 delete
no_bond bond0
unchanged

# Options of mode 802.3ad; and a bond that has no partner: the wait ends after its time.
works bonding bond0 create 802.3ad enslave eth0
options bond0 mode=802.3ad miimon=100 lacp_rate=fast xmit_hash_policy=layer3+4
takes 100 bonding bond0 wait 1
expect "exit status" 1 "$rc"
expect "stderr" "bonding: the time is over" "$err"
prints "eth0 active Up NoPartner
bond0 Degraded mode 802.3ad miimon 100 slaves 1" bonding bond0 status
# The mode of a bond with slaves cannot be changed: it stays as it is.
fails 1 bonding bond0 options balance-rr
expect "stderr" "bonding: bond0: can't set mode: Directory not empty (it has slaves)" "$err"
options bond0 mode=802.3ad
works bonding bond0 release eth0 options balance-rr enslave eth1
options bond0 mode=balance-rr
slaves bond0 eth1
works bonding bond0 delete
unchanged

# A wait ends as soon as the cable has another end.
ip link set p1 down
works bonding bond0 create active-backup enslave eth1
prints "eth1 backup Down NoLink
bond0 Down mode active-backup miimon 100 slaves 1" bonding bond0 status
(sleep 1; ip link set p1 up) &
takes 50 bonding bond0 wait 30
expect "exit status" 0 "$rc"
wait
works bonding bond0 delete
unchanged

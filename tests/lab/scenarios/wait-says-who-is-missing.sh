# When the time is over, those that are missing are named; what could be made is made.
dummy eth0
takes 100 ifenslave -w 1 -b bond0:eth0,eth8,eth9:mode=1,miimon=100
expect "exit status" 3 "$rc"
reports "bond0: waiting for eth8"
reports "eth8: not present after 1 s"
reports "eth9: not present after 1 s"
case $err in *eth0*) fail "eth0 is not missing" ;; esac
attached bond0 eth0
works ifenslave -D bond0

# The link.
veth eth1 p1
takes 100 ifenslave -w 1 -b bond0:eth1:mode=1,miimon=100
expect "exit status" 1 "$rc"
reports "bond0: waiting for the link of eth1"
reports "bond0: eth1 has no link after 1 s"
reports "bond0: no link after 1 s"
attached bond0 eth1
works ifenslave -D bond0
# One of two: the bond works.
up eth0
takes 100 ifenslave -w 1 -b bond0:eth0,eth1:mode=1,miimon=100
expect "exit status" 3 "$rc"
reports "bond0: eth1 has no link after 1 s"
case $err in *"bond0: no link"*) fail "bond0 has a link" ;; esac
works ifenslave -D bond0

# A partner: of one whose link is up there is none.
up p1
takes 100 ifenslave -w 1 -b bond0:eth1:mode=802.3ad,miimon=100,lacp_rate=fast
expect "exit status" 3 "$rc"
reports "bond0: waiting for an LACP partner"
reports "bond0: no LACP partner after 1 s"
attached bond0 eth1
works ifenslave -D bond0

# No time at all.
takes 0 ifenslave -w 0 -b bond0:eth9:mode=1
expect "exit status" 1 "$rc"
case $err in *eth9*) ;; *) fail "eth9 is not named" ;; esac
no_bond bond0

# Without -w nothing is waited for.
runs_without_waiting ifenslave -b bond0:eth1:mode=802.3ad
expect "exit status" 0 "$rc"

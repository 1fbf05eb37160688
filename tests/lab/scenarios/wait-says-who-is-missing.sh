# When the time is over, those that are missing are named; what could be made is made.
dummy eth0
takes 100 ifenslave -w 1 -b bond0:eth0,eth8,eth9:mode=1,miimon=100
expect "exit status" 1 "$rc"
says ""
case $err in *eth8*eth9*) ;; *) fail "eth8 and eth9 are not named" ;; esac
case $err in *eth0*) fail "eth0 is not missing" ;; esac
attached bond0 eth0
works ifenslave -D bond0

# The link.
veth eth1 p1
takes 100 ifenslave -w 1 -b bond0:eth1:mode=1,miimon=100
expect "exit status" 1 "$rc"
says ""
case $err in *bond0*) ;; *) fail "bond0 is not named" ;; esac
attached bond0 eth1
works ifenslave -D bond0

# A partner: of one whose link is up there is none.
up p1
takes 100 ifenslave -w 1 -b bond0:eth1:mode=802.3ad,miimon=100,lacp_rate=fast
expect "exit status" 1 "$rc"
says ""
case $err in *bond0*) ;; *) fail "bond0 is not named" ;; esac
case $err in *partner*) ;; *) fail "the partner is not told of" ;; esac
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

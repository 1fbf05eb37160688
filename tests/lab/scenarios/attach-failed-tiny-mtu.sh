# An interface with an MTU below 68 has no IPv4 state, and is unchanged.
bond bond0
dummy eth0
ip link set eth0 mtu 60 txqueuelen 5 up
enslave=$(enslave_call)
snapshot

run with_fault "$enslave:ENOMEM" ifenslave bond0 eth0
reports "can't enslave eth0 to bond0: Cannot allocate memory"
unchanged

# Permanent neighbours are lost when an interface goes down. They are restored.
bond bond0
dummy eth0
ip -batch - <<END
addr add 192.0.2.1/24 dev eth0
addr add 2001:db8::1/64 dev eth0
link set eth0 up arp on
neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev eth0 nud permanent
neigh add 2001:db8::77 lladdr 02:00:00:00:00:77 dev eth0 nud permanent
END
enslave=$(enslave_call)
snapshot

run with_fault "$enslave:ENOMEM" ifenslave bond0 eth0
reports "can't enslave eth0 to bond0: Cannot allocate memory"
unchanged

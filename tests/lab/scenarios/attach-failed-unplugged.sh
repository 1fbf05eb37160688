# With its cable unplugged, an interface has its routes, too: they are restored.
bond bond0
veth eth0 peer0
up peer0
configured eth0
ip link set peer0 down
until_link eth0 lowerlayerdown
enslave=$(enslave_call)
snapshot
the_snapshot
grep -q linkdown /tmp/before || fail "no route knows about the cable"

run with_fault "$enslave:ENOMEM" ifenslave bond0 eth0
reports "can't enslave eth0 to bond0: Cannot allocate memory"
unchanged

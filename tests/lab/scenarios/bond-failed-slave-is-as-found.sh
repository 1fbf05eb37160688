# A slave that the bond cannot have is unchanged; so are the others' addresses where there are no
# others. A bond made for it alone is gone again.
dummy eth0 eth1 br0p
ip link add br0 type bridge
ip link set br0p master br0
ip addr add 192.0.2.1/24 brd + dev br0p
up br0p br0
snapshot
for spec in bond0:br0p bond0:br0p:mode=1,miimon=100 bond0:br0p:mode=4:1400 bond0:lo bond0:eth9 bond0:eth9,br0p:mode=1; do
    rejects "" ifenslave -b $spec
done

# One that was there stays, ready for the slave's next chance.
for spec in bond0:br0p:mode=1,miimon=100 bond0:eth9:mode=5; do
    ip link add bond0 type bond
    fails 1 ifenslave -b $spec
    slaves bond0
    ip link del bond0
    unchanged
done

# The others have their turn.
ip addr add 198.51.100.1/24 brd + dev eth1
up eth1
snapshot
fails 3 ifenslave -b bond0:eth0,br0p,eth1:mode=1,miimon=100
reports "can't enslave br0p to bond0: Device or resource busy"
attached bond0 eth0 eth1
expect "master of br0p" br0 "$(basename "$(readlink /sys/class/net/br0p/master)")"
is_up br0p
addresses br0p "192.0.2.1/24 brd 192.0.2.255 scope global br0p"

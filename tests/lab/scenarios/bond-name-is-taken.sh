# An interface of that name that is no bond is left alone.
dummy eth0 eth1 bond0
ip link add br0 type bridge
ip addr add 192.0.2.1/24 dev bond0
up bond0
snapshot
for name in bond0 br0 lo eth0; do
    rejects "$name" ifenslave -b "$name:eth1:mode=1"
done
rejects bond0 ifenslave -b "bond0:eth0,eth1:mode=1,miimon=100:1400"

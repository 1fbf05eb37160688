# An interface that is no bond is named and left alone; the other bonds are deleted. A bond that does not exist
# is no error: it is deleted already.
dummy eth0 eth1 eth2 dummy0
ip link add br0 type bridge
ip addr add 192.0.2.1/24 dev dummy0
up br0 dummy0 lo
bonded bond0:eth0,eth1
bonded bond1:eth2
ip link add link bond1 name vlan5 type vlan id 5
snapshot
for name in dummy0 br0 lo eth2 vlan5; do
    rejects "$name" ifenslave -D $name
done
rejects averyverylongnam ifenslave -D averyverylongnam bond0
rejects "" ifenslave -D
works ifenslave -D bond9
unchanged
run ifenslave -v -D bond9 bond9
expect "exit status" 0 "$rc"
reports "bond9: not present"
unchanged
fails 1 ifenslave -D bond9 bond0 dummy0
reports "dummy0 is not a master"
no_bond bond0
is_down eth0 eth1
is_up dummy0
addresses dummy0 "192.0.2.1/24 scope global dummy0"
slaves bond1 eth2

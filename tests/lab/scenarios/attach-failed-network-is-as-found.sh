# All that an administrator may have made with an Ethernet interface is there when it cannot be attached.
# (The driver finds that the VLAN cannot have the bond's MTU when it is down already.)
# classic: fails something has changed
bond bond0
ip link set bond0 mtu 9000
veth eth0 peer0
up eth0 peer0
ip link add link eth0 name eth0.5 type vlan id 5
configured eth0.5
until_link eth0.5 up
snapshot

run ifenslave bond0 eth0.5
unchanged
expect "exit status" 1 "$rc"
expect "stderr" "ifenslave: can't enslave eth0.5 to bond0: Numerical result out of range" "${err%% (*}"

# VLAN interfaces have a dot in their names.
# classic: same
bond bond0
dummy eth0
ip link add link eth0 name eth0.5 type vlan id 5
up eth0

works ifenslave bond0 eth0.5
slaves bond0 eth0.5

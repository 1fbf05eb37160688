# A slave that is down is attached, and is up then.
# classic: same
bond bond0
dummy eth0

works ifenslave bond0 eth0
slaves bond0 eth0
is_up eth0 bond0
mtu eth0 1500

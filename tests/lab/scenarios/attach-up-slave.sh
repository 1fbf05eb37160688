# A slave that is up is attached: the driver wants it down, and sets it up again itself.
# classic: same
bond bond0
dummy eth0
up eth0

works ifenslave bond0 eth0
slaves bond0 eth0
is_up eth0

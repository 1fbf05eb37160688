# A released slave is down.
bond bond0
dummy eth0
works ifenslave bond0 eth0
works ifenslave -d bond0 eth0
is_down eth0

# A bond that is down is rejected, unless by force: current drivers accept it.
bond bond0
ip link set bond0 down
dummy eth0 eth1
up eth0
snapshot

for option in "" -d -c; do
    fails 1 ifenslave $option bond0 eth0
    reports "bond0 is not up"
    unchanged
done
works ifenslave -f bond0 eth0
slaves bond0 eth0
is_down bond0
works ifenslave -fd bond0 eth0
slaves bond0

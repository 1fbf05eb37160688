# Whichever of its system calls fails: either the slave is out, or all is as it was.
network() {
    bond bond0
    dummy eth0 eth1
    ifenslave bond0 eth0 eth1
}
no_network() {
    echo -bond0 >/sys/class/net/bonding_masters
    ip link del eth0
    ip link del eth1
}
network
run strace -qq -o /tmp/trace ifenslave -d bond0 eth1
slaves bond0 eth0
no_network

calls_of /tmp/trace >/tmp/calls
while read -r call; do
    network
    snapshot
    run with_fault "$call:EIO" ifenslave -d bond0 eth1
    if [ "$rc" = 0 ]; then slaves bond0 eth0; else unchanged "$call failed, and the slave is not as found"; fi
    no_network
done </tmp/calls

# Whichever of its system calls fails: either the attach is complete, or all is as it was.
network() {
    bond bond0
    ip -batch - <<END # one process for all: this runs often
link add eth0 type dummy
addr add 192.0.2.1/24 brd + dev eth0
addr add 192.0.2.2/24 brd 192.0.2.127 label eth0:web dev eth0
addr add 198.51.100.9/30 dev eth0
link set eth0 up
END
}
attached() {
    slaves bond0 eth0
    is_up eth0
    addresses eth0
}
no_network() {
    echo -bond0 >/sys/class/net/bonding_masters
    ip link del eth0
}
network
run strace -qq -o /tmp/trace ifenslave bond0 eth0
attached
no_network

calls_of /tmp/trace >/tmp/calls
while read -r call; do
    for error in EIO ENOBUFS; do
        network
        snapshot
        run with_fault "$call:$error" ifenslave bond0 eth0
        if [ "$rc" = 0 ]; then attached; else unchanged "$call failed, and the slave is not as found"; fi
        no_network
    done
done </tmp/calls

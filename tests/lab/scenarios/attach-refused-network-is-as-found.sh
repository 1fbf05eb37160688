# Everything that an administrator may have configured is restored when the driver rejects the interface.
# classic: fails something has changed
bond bond0
dummy eth0
works ifenslave bond0 eth0
ip tuntap add tun0 mode tun # a tun is no Ethernet
configured tun0
until_link tun0 down # no process reads what it sends
snapshot

run ifenslave bond0 tun0
unchanged
expect "exit status" 1 "$rc"
reports "can't enslave tun0 to bond0: Invalid argument"

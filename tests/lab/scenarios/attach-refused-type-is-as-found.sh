# A tun interface has no Ethernet address, and cannot be in a bond of those that have.
# classic: fails something has changed
bond bond0
dummy eth0
works ifenslave bond0 eth0
ip tuntap add tun0 mode tun
ip addr add 192.0.2.1/24 brd + dev tun0
up tun0
until_link tun0 down # no process reads what it sends
snapshot

run ifenslave bond0 tun0
unchanged
expect "exit status" 1 "$rc"
reports "can't enslave tun0 to bond0: Invalid argument"

# A bond stays up under whatever name it is asked to be its own slave.
# classic: fails something has changed
bond bond0
ip link property add dev bond0 altname uplink
ip addr add 192.0.2.1/24 brd + dev bond0
until_link bond0 down # it has no slave
snapshot

run ifenslave bond0 uplink
unchanged
is_up bond0
expect "exit status" 1 "$rc"
reports "can't enslave uplink to bond0: "

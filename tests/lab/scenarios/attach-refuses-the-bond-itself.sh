# A bond is no slave of its own; it stays up.
# classic: fails something has changed
bond bond0
ip addr add 192.0.2.1/24 brd + dev bond0
until_link bond0 down # it has no slave
snapshot

run ifenslave bond0 bond0
unchanged
is_up bond0
expect "exit status" 1 "$rc"
reports "can't enslave bond0 to bond0: "

# Of all interfaces, the bonds are shown; a named interface that is none is an error, and the others are shown.
prints "" ifenslave -s
prints "[]" ifenslave -s --json
bond bond0
until_link bond0 down
dummy eth0
ip link add br0 type bridge
ip link add link eth0 name eth0.7 type vlan id 7
ip link add vrf0 type vrf table 10 2>/dev/null || echo "(there is no VRF)"
bond0="bond0             up      link down        active-backup, miimon 100, no link"
prints "$bond0" ifenslave -s
fails 1 ifenslave -s eth0 bond0 nosuch br0
expect "stdout" "$bond0" "$out"
expect "stderr" "\
ifenslave: eth0: can't get settings: Operation not supported (not a bond)
ifenslave: nosuch: can't get settings: No such device (is bonding loaded?)
ifenslave: br0: can't get settings: Operation not supported (not a bond)" "$err"

# -D -m removes a bond without slaves, and one without any configuration: there is nothing to move.
bonded bond1:
works ifenslave -D -m bond1
no_bond bond1
dummy eth0
bonded bond0:eth0
works ifenslave -D -m bond0
no_bond bond0
is_up eth0
# With an address that cannot be moved anywhere, it stays.
bonded bond1:
ip link set bond1 up
ip addr add 192.0.2.1/24 dev bond1
until_link bond1 down
snapshot
fails 1 ifenslave -D -m bond1
unchanged
# After `--boot`, a second time, there is nothing to remove.
echo 'bond=bond0:eth0 bond=bond2: bondkeep=no' >/tmp/cmdline
works ifenslave -w 10 --boot /tmp/cmdline
works ifenslave -D -m --boot --handover /tmp/cmdline
no_bond bond0 bond2
works ifenslave -D -m --boot --handover /tmp/cmdline

# Without /proc and /sys, too, all is as found.
bond bond0
ip link set bond0 mtu 9000
veth eth0 peer0
up eth0 peer0
ip link add link eth0 name eth0.5 type vlan id 5
configured eth0.5
until_link eth0.5 up
snapshot
umount /proc
umount /sys # ours, and the one beneath
umount /sys

run ifenslave bond0 eth0.5
mount -t proc proc /proc
mount -t sysfs sysfs /sys
expect "exit status" 1 "$rc"
unchanged

# Without /proc and /sys, too, everything is restored.
vlan_with_a_small_mtu
snapshot
umount /proc
umount /sys # ours, and the one beneath
umount /sys

run ifenslave bond0 eth0.5
mount -t proc proc /proc
mount -t sysfs sysfs /sys
expect "exit status" 1 "$rc"
unchanged

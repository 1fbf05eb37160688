# Neither /proc nor /sys is needed.
# classic: same
bond bond0
dummy eth0 eth1
up eth1
umount /proc
umount /sys # ours, and the one beneath
umount /sys

rc=0
{
    ifenslave bond0 eth0 eth1
    ifenslave -c bond0 eth1
    ifenslave -d bond0 eth0
} 2>/tmp/err || rc=$?
mount -t proc proc /proc
mount -t sysfs sysfs /sys
expect "exit status" 0 "$rc"
expect "stderr" "" "$(cat /tmp/err)"
slaves bond0 eth1
active bond0 eth1

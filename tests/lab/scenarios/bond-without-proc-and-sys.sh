# Neither /proc nor /sys is needed, nor the master file of the driver's.
dummy eth0 eth1
umount /proc
umount /sys # ours, and the one beneath
umount /sys
rc=0
{
    ifenslave -b bond0:eth0,eth1:mode=802.3ad,miimon=100,lacp_rate=1:1400
    ifenslave -b bond0:eth0,eth1:mode=802.3ad,miimon=100,lacp_rate=1:1400
    ifenslave -b bond1:
    ifenslave -D bond1
} 2>/tmp/err || rc=$?
mount -t proc proc /proc
mount -t sysfs sysfs /sys
expect "stderr" "" "$(cat /tmp/err)"
expect "exit status" 0 "$rc"
attached bond0 eth0 eth1
options bond0 mode=802.3ad miimon=100 lacp_rate=fast
mtu bond0 1400
no_bond bond1

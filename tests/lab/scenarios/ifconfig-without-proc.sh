# To configure an interface, neither /proc nor /sys is needed.
# native: yes
one_interface
umount /sys
umount /proc || mount -t tmpfs none /proc
rc=0
{
    ours ifconfig eth0 10.0.0.1 netmask 255.255.0.0 broadcast + mtu 1400 promisc
    ours ifconfig eth0 add 2001:db8::1/64
    ours ifconfig eth0:1 10.0.0.2 netmask 255.255.0.0
} >/tmp/out 2>&1 || rc=$?
mount -t sysfs sysfs /sys
expect "output" "" "$(cat /tmp/out)"
expect "exit status" 0 "$rc"
addresses eth0 "10.0.0.1/16 brd 10.0.255.255 scope global eth0
10.0.0.2/16 brd 10.0.255.255 scope global secondary eth0:1"
mtu eth0 1400
is_up eth0
expect "IPv6 addresses" 1 "$(ip -6 -o addr show dev eth0 | grep -c 2001:db8::1/64)"

# IPv6 addresses are added and removed; the interface stays up or down.
# native: yes
network() { one_interface "addr add 2001:db8::1/64 dev eth0 nodad" "addr add 2001:db8::2/128 dev eth0 nodad"; }
for words in "add" "" ; do # an address alone is added, too
    alike ifconfig eth0 $words 2001:db8::5/64
    alike ifconfig eth0 $words 2001:db8::5/128
    alike ifconfig eth0 $words 2001:DB8:0:0:0:0:0:5/064
    alike ifconfig eth0 $words ::ffff:192.0.2.1/96
    alike ifconfig eth0 $words fe80::5/64
    alike ifconfig eth0 $words 1:2:3:4:5:6:7:8/1
    alike ifconfig eth0 $words 2001:db8::5/64 $words 2001:db8::6/64
    alike ifconfig eth0 $words 2001:db8::5/64 up
    # Addresses that the kernel rejects.
    alike ifconfig eth0 $words 2001:db8::1/64
    alike ifconfig eth0 $words ::/0
    alike ifconfig eth0 $words ::1/128
    alike ifconfig eth0 $words ff02::1/16
done
alike ifconfig eth0 up 2001:db8::5/64 10.0.0.1 netmask 255.255.0.0 broadcast +
alike ifconfig eth0:1 add 2001:db8::5/64
alike ifconfig eth0 del 2001:db8::1/64
alike ifconfig eth0 del 2001:db8::1/64 del 2001:db8::2/128
alike ifconfig eth0 del 2001:db8::1/64 add 2001:db8::1/48
alike ifconfig eth0 add 2001:db8::5/64 del 2001:db8::5/64
# The prefix is part of it.
alike ifconfig eth0 del 2001:db8::1/128
alike ifconfig eth0 del 2001:db8::7/64

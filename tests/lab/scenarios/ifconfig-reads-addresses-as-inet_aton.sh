# An IPv4 address may have one to four parts, decimal, hexadecimal or octal.
# native: yes
# long: yes
network() { one_interface; }
alike ifconfig eth0 10.1
alike ifconfig eth0 10.1.2
alike ifconfig eth0 10.0.0
alike ifconfig eth0 167772161
alike ifconfig eth0 0x0a000001
alike ifconfig eth0 0X0A.0.0x0.1
alike ifconfig eth0 012.0.0.01
alike ifconfig eth0 10.0xffffff
alike ifconfig eth0 10.1.65535
alike ifconfig eth0 10.0.0.1 netmask 0xffff0000
rejects "255.255' (ones must come first)" ifconfig eth0 10.0.0.1 netmask 255.255 # 255.0.0.255
# And those that are none, with BusyBox's as well.
alike ifconfig eth0 10.0.0.256
alike ifconfig eth0 256.0.0.1
alike ifconfig eth0 10.0.65536
alike ifconfig eth0 10.0x1000000
alike ifconfig eth0 4294967296
alike ifconfig eth0 99999999999999999999
alike ifconfig eth0 09.0.0.1
alike ifconfig eth0 10.0.0.1.
alike ifconfig eth0 10.0.0.1.2
alike ifconfig eth0 10..0.1
alike ifconfig eth0 .10.0.0.1
alike ifconfig eth0 0x.0.0.1
alike ifconfig eth0 +10.0.0.1
alike ifconfig eth0 -1
alike ifconfig eth0 " 10.0.0.1"
alike ifconfig eth0 ""

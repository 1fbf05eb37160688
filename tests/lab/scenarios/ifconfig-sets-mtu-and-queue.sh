# Sizes are numbers: decimal, hexadecimal or octal.
# native: yes
network() { one_interface; }
alike ifconfig eth0 mtu 1400
alike ifconfig eth0 mtu 0x578
alike ifconfig eth0 mtu 02570
alike ifconfig eth0 mtu 1400 mtu 1300
alike ifconfig eth0 mtu 68
alike ifconfig eth0:1 mtu 1400
alike ifconfig eth0 txqueuelen 55
alike ifconfig eth0 txqueuelen 0
alike ifconfig eth0 txqueuelen 0x10 mtu 1400
alike ifconfig eth0:1 txqueuelen 9
alike ifconfig eth0 10.0.0.1 mtu 1400 txqueuelen 55 promisc
network() { one_cable; }
alike ifconfig eth0 mtu 65535
# What the device cannot have.
alike ifconfig eth0 mtu 67
alike ifconfig eth0 mtu 65536
alike ifconfig eth0 mtu 2147483647

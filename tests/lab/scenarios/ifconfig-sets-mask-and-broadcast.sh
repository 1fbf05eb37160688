# Mask and broadcast address, in the order of the words.
# native: yes
network() { one_interface "addr add 192.0.2.9/20 brd + dev eth0"; }
alike ifconfig eth0 netmask 255.255.255.0
alike ifconfig eth0 netmask 255.255.255.255
alike ifconfig eth0 netmask 0.0.0.0
alike ifconfig eth0 netmask default
alike ifconfig eth0 broadcast 192.0.2.127
alike ifconfig eth0 broadcast 0.0.0.0
alike ifconfig eth0 broadcast default
alike ifconfig eth0 broadcast 192.0.2.1 broadcast 192.0.2.2
alike ifconfig eth0 -broadcast
alike ifconfig eth0 -broadcast 10.0.0.3
alike ifconfig eth0 10.0.0.1 netmask 255.255.255.0
alike ifconfig eth0 10.0.0.1 netmask 255.255.255.0 broadcast 10.0.0.127
alike ifconfig eth0 10.0.0.1 broadcast 10.0.0.127 netmask 255.255.255.0
alike ifconfig eth0 broadcast 192.0.2.127 netmask 255.255.255.0
alike ifconfig eth0 10.0.0.1 netmask 255.255.240.0 broadcast +
alike ifconfig eth0 10.0.0.1 -broadcast netmask 255.255.240.0 broadcast +
alike ifconfig eth0 10.0.0.1 netmask 255.255.255.255 broadcast +
alike ifconfig eth0 10.0.0.1 netmask 0 broadcast +
alike ifconfig eth0 10.0.0.1 netmask 255.255.240.0 broadcast + broadcast 10.0.0.1 broadcast +
alike ifconfig eth0 10.0.0.1 netmask 255.255.0.0 broadcast 10.0.255.255 mtu 1400 up

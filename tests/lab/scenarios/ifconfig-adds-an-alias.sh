# An address can be added as an alias, and is there then, whether the interface is up or not. BusyBox's takes
# it away again from one that is down, as it writes back the flags that it has read.
# native: yes
network() { one_interface "addr add 192.0.2.1/24 brd + dev eth0" "link set eth0 up"; }
alike ifconfig eth0:1 add 10.0.0.2
alike ifconfig eth0:1 add 10.0.0.2 netmask 255.255.0.0 broadcast 10.0.0.77
network() { one_interface "addr add 192.0.2.1/24 brd + dev eth0"; }
no_network
network
works ours ifconfig eth0:1 add 10.0.0.2
addresses eth0 "192.0.2.1/24 brd 192.0.2.255 scope global eth0
10.0.0.2/8 brd 10.255.255.255 scope global eth0:1"
is_down eth0

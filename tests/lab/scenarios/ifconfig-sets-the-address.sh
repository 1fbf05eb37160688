# An address is set, with the class' mask and broadcast address, and the interface is up then.
# native: yes
network() { one_interface "addr add 192.0.2.9/20 brd + dev eth0" "addr add 192.0.2.10/20 dev eth0"; }
alike ifconfig eth0 10.0.0.1
alike ifconfig eth0 172.16.0.1
alike ifconfig eth0 192.168.0.1
alike ifconfig eth0 192.0.2.9
alike ifconfig eth0 192.0.2.10
alike ifconfig eth0 inet 10.0.0.1
alike ifconfig -a eth0 10.0.0.1
alike ifconfig eth0 10.0.0.1 10.0.0.2
alike ifconfig eth0 up 10.0.0.1
alike ifconfig eth0 10.0.0.1 down
alike ifconfig eth0 down 10.0.0.1
# It is taken away, all are; what is up stays so.
alike ifconfig eth0 0.0.0.0
alike ifconfig eth0 0
alike ifconfig eth0 default

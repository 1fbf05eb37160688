# On an interface without an address there is nothing to give a mask, a broadcast address or a peer.
# native: yes
network() { one_interface; }
alike ifconfig eth0 netmask 255.0.0.0
alike ifconfig eth0 broadcast 10.0.0.255
alike ifconfig eth0 pointopoint 10.0.0.2
alike ifconfig eth0 dstaddr 10.0.0.2
alike ifconfig eth0:1 netmask 255.0.0.0

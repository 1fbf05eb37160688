# The other end of a point-to-point link.
# native: yes
network() { ip tuntap add dev tun0 mode tun; }
alike ifconfig tun0 10.0.0.1
alike ifconfig tun0 10.0.0.1 pointopoint 10.0.0.2
alike ifconfig tun0 10.0.0.1 dstaddr 10.0.0.2
alike ifconfig tun0 10.0.0.1 pointopoint 10.0.0.2 netmask 255.255.255.0
alike ifconfig tun0 10.0.0.1 netmask 255.255.255.0 pointopoint 10.0.0.2
alike ifconfig tun0 10.0.0.1 pointopoint 10.0.0.2 -pointopoint
alike ifconfig tun0 10.0.0.1 pointopoint default
alike ifconfig tun0 10.0.0.1 dstaddr 0x0a000002
alike ifconfig tun0 -pointopoint
alike ifconfig tun0 -pointopoint 10.0.0.2
alike ifconfig tun0 10.0.0.1 broadcast 10.0.0.3
network() { one_interface; }
alike ifconfig eth0 10.0.0.1 pointopoint 10.0.0.2
alike ifconfig eth0 10.0.0.1 dstaddr 10.0.0.2 up
alike ifconfig eth0 -pointopoint

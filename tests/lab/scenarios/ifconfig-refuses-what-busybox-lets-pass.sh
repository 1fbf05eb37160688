# Words that BusyBox's takes without a complaint, or hands on to the kernel.
# native: yes
# long: yes
network() { one_interface "addr add 192.0.2.1/20 brd + dev eth0"; }
# No address at all.
for word in add del; do rejects "" ifconfig eth0 promisc $word; done
# The text after an address.
for address in "10.0.0.1 " 10.0.0.1:80 "10.0.0.1
"; do rejects "" ifconfig eth0 promisc "$address"; done
# IPv6 where only IPv4 has something.
for word in netmask broadcast pointopoint dstaddr; do rejects 2001:db8::1 ifconfig eth0 promisc $word 2001:db8::1; done
# An IPv4 address to remove.
rejects 192.0.2.1 ifconfig eth0 promisc del 192.0.2.1
# InfiniBand's addresses have twenty bytes.
for address in 80 52:54:00:00:00:09 80:00:00:48:fe:80:00:00:00:00:00:00:00:02:c9:02:00:20:13 80zz; do
    rejects $address ifconfig eth0 promisc hw infiniband $address
done

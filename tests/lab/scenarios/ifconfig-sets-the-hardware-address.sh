# A hardware address: hexadecimal digits of either case, with colons between bytes, or without.
# native: yes
network() { one_cable; }
for address in 52:54:00:00:00:09 52:54:00:AA:bB:Cc 52:54:0:0:0:9 525400000009 5254:00000009 52:5400:00:00:09; do
    alike ifconfig eth0 hw ether $address
done
alike ifconfig eth0 hw eth 52:54:00:00:00:09
alike ifconfig eth0 hw ether 52:54:00:00:00:09 up
alike ifconfig eth0 up hw ether 52:54:00:00:00:09
alike ifconfig eth0 hw ether 52:54:00:00:00:09 hw ether 52:54:00:00:00:08
alike ifconfig eth0:1 hw ether 52:54:00:00:00:09
# Addresses that the kernel rejects: groups, none, all, and those of another type.
for address in 53:54:00:00:00:09 00:00:00:00:00:00 ff:ff:ff:ff:ff:ff; do alike ifconfig eth0 hw ether $address; done
alike ifconfig eth0 hw infiniband 80:00:00:48:fe:80:00:00:00:00:00:00:00:02:c9:02:00:20:13:92
alike ifconfig lo hw ether 52:54:00:00:00:09

# Arguments that BusyBox's help promises, and its program rejects.
# native: yes
# long: yes
network() { one_interface "addr add 192.0.2.1/20 brd + dev eth0"; }
# An IPv4 address with a prefix.
for prefix in 0 1 8 20 31 32; do
    mask=$((prefix > 0 ? 0xffffffff << 32 - prefix & 0xffffffff : 0))
    means "ifconfig eth0 10.1.2.3/$prefix" "ifconfig eth0 10.1.2.3 netmask $mask"
    means "ifconfig eth0 10.1.2.3/$prefix broadcast +" "ifconfig eth0 10.1.2.3 netmask $mask broadcast +"
done
means "ifconfig eth0:1 10.1.2.3/24 up" "ifconfig eth0:1 10.1.2.3 netmask 255.255.255.0 up"
means "ifconfig eth0 add 10.1.2.3/24" "ifconfig eth0 add 10.1.2.3 netmask 255.255.255.0"
for prefix in 33 129 -1 x "" 24x 24/8 255.255.255.0 4294967320; do rejects "$prefix" ifconfig eth0 promisc "10.1.2.3/$prefix"; done
# The broadcast address that follows from address and mask, whenever those were set.
means "ifconfig eth0 broadcast +" "ifconfig eth0 broadcast 192.0.15.255"
means "ifconfig eth0 10.1.2.3 broadcast +" "ifconfig eth0 10.1.2.3 netmask 255.0.0.0 broadcast +"
means "ifconfig eth0 netmask 255.255.0.0 broadcast +" "ifconfig eth0 netmask 255.255.0.0 broadcast 192.0.255.255"
# One mask after the other.
means "ifconfig eth0 netmask 255.0.0.0 netmask 255.255.0.0" "ifconfig eth0 netmask 255.255.0.0"

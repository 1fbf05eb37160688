# Odd values that kernels accept are no errors: BusyBox's sets them, too.
# native: yes
network() { one_interface "addr add 192.0.2.1/24 brd + dev eth0"; }
for address in 0.0.0.1 127.0.0.1 240.0.0.1 255.255.255.0 255.255.255.255; do
    alike ifconfig eth0 $address
    alike ifconfig eth0 10.0.0.1 pointopoint $address
    alike ifconfig eth0 10.0.0.1 broadcast $address
done
alike ifconfig eth0 broadcast 224.0.0.1
for mask in 0.0.0.0 128.0.0.0 224.0.0.0 240.0.0.0 255.255.255.252 255.255.255.254 255.255.255.255; do
    alike ifconfig eth0 10.0.0.1 netmask $mask
done
alike ifconfig eth0 pointopoint 0.0.0.0
for address in ::2/128 2001:db8::1/0 fe80::1/0 ::ffff:192.0.2.1/96; do alike ifconfig eth0 add $address; done
network() { one_interface "addr add ff02::77/128 dev eth0 autojoin"; }
alike ifconfig eth0 del ff02::77/128

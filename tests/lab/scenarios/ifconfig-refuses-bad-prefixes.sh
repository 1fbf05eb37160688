# A prefix is a decimal number, of 0 to 128.
# native: yes
# long: yes
network() { one_interface "addr add 2001:db8::1/64 dev eth0 nodad"; }
for word in add del inet; do
    for prefix in 129 -1 x "" 64x 0x40 +64 32/64 4294967360 99999999999999999999 " 64"; do
        alike ifconfig eth0 $word "2001:db8::1/$prefix"
    done
    for address in 2001:db8::g/64 2001::db8::1/64 1:2:3:4:5:6:7/64 1:2:3:4:5:6:7:8:9/64 12345::/64 :1::/64 ::1:/64 /64 ::192.0.2.256/96; do
        alike ifconfig eth0 $word $address
    done
done

# Values that no kernel accepts are rejected before any change, with the word and the remedy. BusyBox's does what
# stands before them.
# field: F6
# native: yes
network() { one_cable "addr add 192.0.2.1/24 brd + dev eth0"; }
# rejected MESSAGE WORD...: with this message alone, after other words and before others.
rejected() {
    local message=$1
    shift
    rejects "" ifconfig eth0 10.0.0.1 promisc "$@" mtu 1400 up
    expect "stderr" "ifconfig: $message" "$err"
}
start_over
fails 1 ours ifconfig eth0 11.0.0.1 netmask 0.255.255.255 up
expect "stderr" "ifconfig: bad netmask '0.255.255.255' (ones must come first)" "$err"
unchanged
for mask in 0.0.0.255 255.0.255.0 255.255.255.253 127.255.255.255 0.0.0.1 1 255.255.0.1; do
    rejected "bad netmask '$mask' (ones must come first)" netmask $mask
done
for address in 224.0.0.1 239.255.255.255 0xe0000001; do
    rejected "bad address '$address' (not a unicast address)" $address
    rejected "bad address '$address/24' (not a unicast address)" $address/24
    rejected "bad address '$address' (not a unicast address)" add $address
    rejected "bad address '$address' (not a unicast address)" dstaddr $address
    rejected "bad address '$address' (not a unicast address)" pointopoint $address
done
for address in ::/64 ::/0 :: ff02::1/16 ff0e::1; do
    rejected "bad address '$address' (not a unicast address)" add $address
    rejected "bad address '$address' (not a unicast address)" $address
done
rejected "bad address '::/64' (not a unicast address)" del ::/64
rejected "invalid number '33' (0 to 32)" 10.0.0.2/33
rejected "invalid number '129' (0 to 128)" 2001:db8::1/129
rejected "invalid number '-1' (0 to 2147483647)" txqueuelen -1
rejected "invalid number '256' (0 to 255)" irq 256
rejected "invalid number '65536' (0 to 65535)" io_addr 65536
for address in 01:00:00:00:00:01 ff:ff:ff:ff:ff:ff 00:00:00:00:00:00 0:0:0:0:0:0 530000000001; do
    rejected "invalid hw-addr '$address' (multicast or zero)" hw ether $address
done

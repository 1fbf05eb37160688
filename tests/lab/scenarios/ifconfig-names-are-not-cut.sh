# A name that is too long is not that of another interface. BusyBox's cuts it, and acts on that one.
# native: yes
# long: yes
network() { ip link add averyverylongna type veth peer name p0; }
for words in up 10.0.0.1 "mtu 1400" promisc "add 2001:db8::1/64" "hw ether 52:54:00:00:00:09" ""; do
    # shellcheck disable=SC2086 # words
    rejects averyverylongnameindeed ifconfig averyverylongnameindeed $words
done
# So is that of an alias.
network() { one_interface; }
rejects eth0:12345678901 ifconfig eth0:12345678901 10.0.0.1
alike ifconfig eth0:1234567890 10.0.0.1

# An interface that goes away half-way: the request that misses it is named, and the next is not made.
network() { one_interface; }
fault='' # strace's trace has the results, too
for words in "10.0.0.1 netmask 255.255.0.0 mtu 1400" "promisc mtu 1400" "mtu 1400 up 10.0.0.1"; do
    network
    # shellcheck disable=SC2086 # words
    meanwhile ioctl:2 "ip link del eth0" "${PATH%%:*}/ifconfig" eth0 $words
    expect "exit status" 1 "$rc"
    case $err in "ifconfig: "*"No such device") ;; *) fail "another reason" ;; esac
    grep -q ENODEV /tmp/trace || fail "no request misses the interface"
    expect "requests after the refused one" "" "$(sed -n '/ENODEV/,$p' /tmp/trace | sed 1d | grep ioctl)"
done

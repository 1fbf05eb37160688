# Names can be exchanged: by two interfaces, by three, by several groups at once, next to names that are handed
# on. No temporary name is left. BusyBox's says "File exists".
# field: F19
# native: yes
network() {
    for number in 0 1 2 3 4 5; do echo "link add name eth$number address 52:54:00:00:00:0$number type $dummy"; done |
        ip -batch -
}
# named NAME...: so the interfaces are called, in the order of their addresses.
named() {
    local number=0
    for name; do
        mac "$name" 52:54:00:00:00:0$number
        number=$((number + 1))
    done
    expect "interfaces" $((number + 1)) "$(ls /sys/class/net | grep -v -c bonding_masters)"
}
# table NAME...: the words for nameif that name them so; `-` leaves one out.
table() {
    local number=0
    for name; do
        [ "$name" = - ] || echo "$name 52:54:00:00:00:0$number"
        number=$((number + 1))
    done
}
for names in "eth2 - eth0" "eth1 eth2 eth0" "eth2 eth0 eth1" "eth1 eth0 eth3 eth2 eth5 eth4" "eth5 eth4 eth3 eth2 eth1 eth0" \
    "eth1 eth2 lan0 eth4 eth5 eth3" "lan0 eth0 eth1 eth3 eth5 eth4"; do
    # shellcheck disable=SC2046,SC2086 # words
    for order in cat tac; do
        no_network
        network
        table $names | $order >/tmp/tab
        works ours nameif $(cat /tmp/tab)
        set --
        for number in 0 1 2 3 4 5; do
            name=$(sed -n "s/ 52:54:00:00:00:0$number//p" /tmp/tab)
            set -- "$@" "${name:-eth$number}"
        done
        named "$@"
        # The second time, there is nothing to do.
        snapshot
        works ours nameif -c /tmp/tab
        unchanged
    done
done
# What is configured stays with the interface, and so does its index.
no_network
network
ip addr add 192.0.2.1/24 brd + dev eth0
index=$(cat /sys/class/net/eth0/ifindex)
works ours nameif eth2 52:54:00:00:00:00 eth0 52:54:00:00:00:02
addresses eth2 "192.0.2.1/24 brd 192.0.2.255 scope global eth2"
expect "index" "$index" "$(cat /sys/class/net/eth2/ifindex)"
# An interface has the temporary name: there are others.
no_network
network
ip link set eth5 name nameif-a
works ours nameif eth1 52:54:00:00:00:00 eth0 52:54:00:00:00:01
named eth1 eth0 eth2 eth3 eth4 nameif-a

# A request of a program that uses the library, which is rejected or fails, leaves everything as it was, and the error names
# the step and the reason.
dummy eth0 br0p
ip link add br0 type bridge
ip link set br0p master br0
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 198.51.100.1/24 brd + dev br0p
up eth0 br0p br0
ip route add default via 192.0.2.254
bond bond0
# bonding_fails TEXT REQUEST...: it fails with this message and changes nothing.
bonding_fails() {
    local text=$1
    shift
    snapshot
    fails 1 "$@"
    expect "stderr" "bonding: $text" "$err"
    unchanged
}
bonding_fails "can't enslave br0p to bond0: Device or resource busy (in a bridge?)" bonding bond0 enslave br0p
bonding_fails "can't enslave lo to bond0: a loopback device" bonding bond0 enslave lo
bonding_fails "can't enslave bond0 to bond0: it is bond0" bonding bond0 enslave bond0
bonding_fails "skipping eth9: can't get settings: No such device" bonding bond0 enslave eth9
bonding_fails "eth0 is not a slave" bonding bond0 release eth0
bonding_fails "bond0: can't create: File exists" bonding bond0 create balance-rr
bonding_fails "br0 is not a master" bonding br0 enslave eth0
bonding_fails "bond9: can't get settings: No such device (is bonding loaded?)" bonding bond9 delete
for request in "enslave eth0" delete; do
    snapshot
    # shellcheck disable=SC2086 # words
    run unprivileged bonding bond0 $request
    expect "exit status" 1 "$rc"
    case $err in "bonding: "*": Operation not permitted (needs CAP_NET_ADMIN)") ;; *) fail "$err" ;; esac
    unchanged
done
# The driver rejects it when it is down already: an interface of another type cannot join one that has a slave.
works bonding bond0 enslave eth0
ip tuntap add tun0 mode tun
ip addr add 203.0.113.1/30 dev tun0
up tun0
until_link tun0 down # no process reads what it sends
bonding_fails "can't enslave tun0 to bond0: Invalid argument (see dmesg)" bonding bond0 enslave tun0

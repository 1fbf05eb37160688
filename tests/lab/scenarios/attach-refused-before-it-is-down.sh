# A slave that the driver is known to reject stays up all the time: its peer does not lose the carrier, nor a
# VLAN on top its IPv6 address.
# classic: fails carrier changes: port0 went down
ip -batch - <<END
link add bond0 mtu 65535 up type bond mode active-backup miimon 100
link add br0 type bridge
link add vrf0 up type vrf table 9
link add team0 type team
link add port0 type veth peer name peer0
link add port1 type veth peer name peer1
link add port2 type veth peer name peer2
link set port0 master br0
link set port1 master vrf0
link set port2 master team0
tuntap add tap0 mode tap
link add link tap0 name tap0.5 type vlan id 5
addr add 2001:db8::1/64 dev tap0.5 nodad
END
up port0 port1 port2 peer0 peer1 peer2 tap0 tap0.5
for peer in peer0 peer1 peer2; do until_link $peer up; done
until_link tap0 down # no process reads what it sends
snapshot
for n in 0 1 2; do
    before=$(cat /sys/class/net/peer$n/carrier_changes)
    run ifenslave bond0 port$n
    expect "carrier changes: port$n went down" "$before" "$(cat /sys/class/net/peer$n/carrier_changes)"
    expect "exit status" 1 "$rc"
    reports "can't enslave port$n to bond0: Device or resource busy"
    unchanged
done
run ifenslave bond0 tap0
expect "exit status" 1 "$rc"
reports "can't enslave tap0 to bond0: Invalid argument"
unchanged

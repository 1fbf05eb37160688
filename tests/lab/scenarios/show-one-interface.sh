# Any interface is shown by its name, not only a bond.
# classic: fails eth0: SIOCETHTOOL error
# native: yes
dummy eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 2001:db8::1/64 dev eth0 nodad
up eth0
for name in eth0 eth1 lo; do
    same_as ifconfig $name
    expect "interfaces" $name "$(shown)"
done

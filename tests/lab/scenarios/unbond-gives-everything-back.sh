# The bond is gone, and its slaves are as the driver gives them back: down, with the MTU and the MAC that
# they had.
dummy eth0 eth1 eth2 eth3
ip link set eth0 mtu 1280
ip link set eth1 mtu 9000
names="eth0 eth1 eth2 eth3"
for name in $names; do echo "$name $(mac_of $name) $(mtu_of $name)"; done >/tmp/found
as_found() {
    while read -r name mac mtu; do
        mac "$name" "$mac"
        mtu "$name" "$mtu"
        is_down "$name"
        ! has_flag "$name" 0x100 || fail "$name is left promiscuous"
        [ ! -e "/sys/class/net/$name/master" ] || fail "$name is a slave"
    done </tmp/found
}
for mode in 0 1 2 3 4 5 6; do
    bonded "bond0:eth0,eth1:mode=$mode:1400"
    [ $mode -gt 4 ] || mac eth1 "$(mac_of bond0)"
    works ifenslave --unbond bond0
    no_bond bond0
    as_found
done
# In balance-alb, the driver has a slave hear everything for a while when it becomes the active one.
bonded bond0:eth0,eth1:mode=6,primary=eth1
works ifenslave -D bond0
as_found

# Several; and those that are down, that have addresses, and that others have made.
bonded bond0:eth0:mode=1 bond1:eth1:mode=4
ip link add bond2 type bond mode 2
ip link set eth2 master bond2
ip link set bond2 down
ip addr add 192.0.2.1/24 dev bond0
bonded bond3:
works ifenslave -D bond0 bond1 bond2 bond3
no_bond bond0 bond1 bond2 bond3
as_found

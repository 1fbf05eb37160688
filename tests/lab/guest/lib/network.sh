# Making the network that a scenario works on. Each starts in a network of its own: `lo`, down, and nothing else.
# shellcheck shell=dash disable=SC2034,SC2154 # one file with the others of this folder

# Debian's ip, the static one where there is one; the shell would take busybox's. For anything not named below:
# `ip link ...`.
ip=/bin/ip-static
[ -e $ip ] || ip=/bin/ip
ip() { $ip "$@"; }

# bond NAME [MODE]: a bond that is up.
bond() {
    echo "+$1" >/sys/class/net/bonding_masters
    echo "${2-active-backup}" >"/sys/class/net/$1/bonding/mode"
    echo 100 >"/sys/class/net/$1/bonding/miimon"
    ip link set "$1" up
}

# dummy NAME...: interfaces that are down, with a MAC of their own and no address. (Not every
# machine's own kernel has dummies: ifb interfaces are much the same.)
dummy() { for name; do ip link add name "$name" type "$dummy"; done; }
dummy=${native:+ifb}
dummy=${dummy:-dummy}

# veth NAME PEER: a cable between two interfaces, both down.
veth() { ip link add "$1" type veth peer name "$2"; }

# configured NAME: gives an interface that is down all that an administrator might, and sets it up.
# eth9 has the other half of a route.
configured() {
    ip -batch - <<END
link add eth9 type $dummy
addr add 172.16.0.1/24 dev eth9
link set eth9 up
link set $1 txqueuelen 77
addr add 192.0.2.1/24 brd + dev $1
addr add 192.0.2.2/24 brd 192.0.2.127 label $1:web dev $1
addr add 192.0.2.3/24 dev $1 valid_lft 3600 preferred_lft 1800
addr add 198.51.100.9/30 dev $1 noprefixroute
addr add 169.254.7.3/16 dev $1 scope link
addr add 203.0.113.1 peer 203.0.113.2/32 dev $1
addr add 2001:db8::1/64 dev $1 nodad
addr add 2001:db8::2/64 dev $1 nodad
addr add 2001:db8:1::1/64 dev $1 nodad noprefixroute
addr add fe80::1/64 dev $1 nodad
link set $1 up
route add default via 192.0.2.254 dev $1 metric 100
route add default via 192.0.2.253 dev $1 metric 200
route add 10.1.0.0/16 via 192.0.2.250 src 192.0.2.2
route add 10.9.9.9 dev $1 scope link
route add 10.2.0.0/16 via 10.9.9.9 mtu 1400 proto static
route add 10.3.0.0/16 via 10.8.8.8 dev $1 onlink
route add 10.4.0.0/16 via 192.0.2.200 table 77 proto 99
route add 10.5.0.0/16 nexthop via 192.0.2.200 weight 2 nexthop via 192.0.2.201
route add 10.6.0.0/16 nexthop via 192.0.2.200 nexthop via 172.16.0.2
route replace blackhole 10.7.0.0/16
route replace unreachable 10.8.0.0/16 metric 7
route add default via fe80::99 dev $1 metric 500
route add 2001:db8:2::/48 via 2001:db8::99
route add 2001:db8:3::/48 nexthop via 2001:db8::98 nexthop via 2001:db8::97
route add 2001:db8:4::/48 dev $1 table 78 mtu 1400
route replace blackhole 2001:db8:5::/48
END
}

up() { for name; do ip link set dev "$name" up; done; }

# until_link NAME STATE: until the kernel has noticed what became of its carrier.
until_link() { until [ "$(text_of "/sys/class/net/$1/operstate")" = "$2" ]; do sleep 0.1; done; }

# What follows runs a command again and again, each time with something else happening to it. A
# scenario may have its own `network`, on which the command works, and its own `finished`, which checks
# that it has done what it was asked for.
network() { bond_and_slave; }
finished() { attached bond0 eth0; }

# bond_and_slave [LINE]...: bond0, and eth0, which is up; and the results of these lines for `ip -batch`.
bond_and_slave() {
    ip -batch - <<END # one process for all: this runs often
link add bond0 up type bond mode active-backup miimon 100
link add eth0 type dummy
addr add 192.0.2.1/24 brd + dev eth0
addr add 192.0.2.2/24 brd 192.0.2.127 label eth0:web dev eth0
addr add 2001:db8::1/64 dev eth0 nodad
link set eth0 up
route add default via 192.0.2.254
$(for line; do echo "$line"; done)
END
}

# bond_and_its_slaves: bond0, and eth0 and eth1, which are attached to it.
bond_and_its_slaves() {
    ip -batch - <<END
link add bond0 up type bond mode active-backup miimon 100
link add eth0 type dummy
link add eth1 type dummy
END
    ifenslave bond0 eth0 eth1
}

# vlan_with_a_small_mtu: bond0, and eth0.5 with all that an administrator may have made with it. It cannot
# have the bond's MTU, which the driver finds only when it is down.
vlan_with_a_small_mtu() {
    bond bond0
    ip link set bond0 mtu 9000
    veth eth0 peer0
    up eth0 peer0
    ip link add link eth0 name eth0.5 type vlan id 5
    configured eth0.5
    until_link eth0.5 up
}

# no_network: all interfaces go, but `lo`.
no_network() {
    local path deletions=
    for path in /sys/class/net/*; do
        [ ! -e "$path/ifindex" ] || [ "$path" = /sys/class/net/lo ] || deletions="${deletions}link del ${path##*/}$newline"
    done
    # The other end of a cable is gone already.
    ip -force -batch - 2>/dev/null <<END || true
$deletions
END
}

# start_over: another `network` instead of the present one, as it is before a command.
start_over() {
    no_network
    network
    snapshot
}

# renamed FROM TO: gives an interface another name. Older kernels rename only what is down, so it may
# not be: then it is still `called FROM`.
renamed() { ip link set "$1" name "$2" 2>/dev/null || true; }
called() { [ -e "/sys/class/net/$1" ]; }

# net_dev <TEXT: from now on, that is /proc/net/dev, and of the rest of /proc there are only today's
# IPv6 addresses. (A mount on the file itself is lost when the file is next looked up, and each
# process has a /proc/net of its own.) `umount /proc` brings the kernel's back.
net_dev() {
    cat >/tmp/dev
    cat /proc/net/if_inet6 >/tmp/if_inet6
    if [ -e /proc/self ]; then
        mount -t tmpfs proc /proc
        mkdir /proc/net
    fi
    cp /tmp/dev /tmp/if_inet6 /proc/net
}

# The two lines that head it.
head="Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed"

# one_interface [LINE]...: eth0, which is down and has no address; and the results of these lines for `ip -batch`.
one_interface() {
    ip -batch - <<END
link add name eth0 address 52:54:00:00:00:01 type $dummy
$(for line; do echo "$line"; done)
END
}

# one_cable [LINE]...: the same with a peer, p0, which is up. (Unlike an ifb, it takes another MAC.)
one_cable() {
    ip -batch - <<END
link add name eth0 address 52:54:00:00:00:01 type veth peer name p0 address 52:54:00:00:00:02
link set p0 up
$(for line; do echo "$line"; done)
END
}

# two_slaves [LINE]...: eth0 and eth1, both up and with addresses; and the results of these lines for `ip -batch`.
two_slaves() {
    ip -batch - <<END
link add eth0 type dummy
link add eth1 type dummy
addr add 192.0.2.1/24 brd + dev eth0
addr add 198.51.100.1/24 brd + dev eth1
link set eth0 up
link set eth1 up
route add default via 192.0.2.254
$(for line; do echo "$line"; done)
END
}

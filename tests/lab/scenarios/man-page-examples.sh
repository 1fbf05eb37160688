# The examples of ifenslave(8). (A test compares the commands with the page.)
# hosted: no
network() {
    veth eth0 p0
    veth eth1 p1
    up p0 p1
}
network

ifenslave -n -b bond0:eth0,eth1:mode=active-backup
no_bond bond0
ifenslave -w 10 -b bond0:eth0,eth1:mode=active-backup
attached bond0 eth0 eth1
works ifenslave -D bond0

# There is no partner here, so do not wait for one.
at_once() {
    shift 3
    ifenslave "$@"
}
at_once \
ifenslave -w 30 -b bond0:eth0,eth1:mode=802.3ad,lacp_rate=fast,\
xmit_hash_policy=layer3+4:9000
mtu eth1 9000
options bond0 mode=802.3ad lacp_rate=fast xmit_hash_policy=layer3+4
works ifenslave -D bond0

ifenslave -b bond0:eth0,eth1:mode=active-backup
ip link add link bond0 name bond0.5 type vlan id 5
ip addr add 192.0.2.2/24 dev bond0.5
ip link set bond0.5 up
until_link bond0.5 up
addresses bond0.5 "192.0.2.2/24 scope global bond0.5"
works ifenslave -D bond0

# The card of an ssh session.
mac=$(mac_of eth0)
ip addr add 192.0.2.2/24 dev eth0
up eth0
ip route add default via 192.0.2.1
echo | {
ifenslave -m --try 30 -b bond0:eth0,eth1:mode=active-backup
}
attached bond0 eth0 eth1
mac bond0 "$mac"
case $(ip route) in "default via 192.0.2.1 dev bond0"*) ;; *) fail "no default route: $(ip route)" ;; esac
echo | {
ifenslave -m --try 30 -D bond0
}
no_bond bond0
addresses eth0 "192.0.2.2/24 scope global eth0"
case $(ip route) in "default via 192.0.2.1 dev eth0"*) ;; *) fail "no default route: $(ip route)" ;; esac
ip route del default
up eth1

echo bond=bond0:eth0,eth1:mode=active-backup >/tmp/cmdline
mount --bind /tmp/cmdline /proc/cmdline
ifenslave -w 30 --boot
ip addr add 192.0.2.2/24 dev bond0
attached bond0 eth0 eth1
ifenslave -D --boot
no_bond bond0

umount /proc/cmdline
ip link set eth0 down
ip link set eth1 down
ip link set eth0 address 52:54:00:00:00:01
ip link set eth1 address 52:54:00:00:00:02
cat >/tmp/cmdline <<END
ifname=lan0:52:54:00:00:00:01 ifname=lan1:52:54:00:00:00:02
bond=bond0:lan0,lan1:mode=802.3ad vlan=bond0.5:bond0
END
works ifenslave --boot /tmp/cmdline
attached bond0 lan0 lan1
is_up bond0.5
works ifenslave -D --boot /tmp/cmdline
ip link set lan0 name eth0
ip link set lan1 name eth1

ifenslave -w 10 -b bond0:eth0,eth1:mode=active-backup
works ifenslave --check
ip link set p1 down
for _ in $(seq 50); do
    if ! ifenslave --check >/dev/null; then break; fi
    sleep 0.1
done
ifenslave --check || echo "status $?"
expect "problems" "bond0: eth1 has no link" "$(ifenslave --check)"
cat >/tmp/plugin <<'END'
#!/bin/sh
ifenslave --check "$@" 2>&1
case $? in 0) ;; 3) exit 1 ;; 4) exit 2 ;; *) exit 3 ;; esac
END
run sh /tmp/plugin bond0
expect "status of the plugin" 1 "$rc"
run sh /tmp/plugin bond9
expect "status of the plugin" 3 "$rc"
up p1
works ifenslave -D bond0

bond bond0
ifenslave bond0 eth0 eth1
ifenslave -c bond0 eth1
ifenslave -d bond0 eth0
slaves bond0 eth1
active bond0 eth1

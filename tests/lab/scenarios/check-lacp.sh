# 802.3ad: -s and --check report a partner that stops answering, a port in another aggregator, and a partner that never
# answers, as sysfs does.

# until_checked STATUS: bond0 has this status.
until_checked() {
    local rc
    for _ in $(seq 400); do
        rc=0
        ifenslave --check bond0 >/tmp/out || rc=$?
        [ $rc != "$1" ] || return 0
        sleep 0.1
    done
    ifenslave -s
    fail "the status is never $1, but $rc: $(cat /tmp/out)"
}
# until_lines TEXT: --check prints exactly this, and goes on to.
until_lines() {
    local times=0
    for _ in $(seq 400); do
        ifenslave --check bond0 >/tmp/out || true
        times=$((times + 1))
        [ "$(cat /tmp/out)" = "$1" ] || times=0
        [ $times -lt 20 ] || return 0
        sleep 0.1
    done
    ifenslave -s
    expect "lines" "$1" "$(cat /tmp/out)"
}
# ends_in NAME TEXT: so does its line.
ends_in() {
    run ifenslave -s bond0
    case $(echo "$out" | grep "^ *$1 ") in *", $2") ;; *) fail "expected at the end of the line of $1: $2" ;; esac
}
# as_in_sysfs: aggregators and partners.
as_in_sysfs() {
    works ifenslave -s --json bond0
    cp /tmp/out /tmp/json
    expect "active aggregator" "$(text_of /sys/class/net/bond0/bonding/ad_aggregator)" \
        "$(field '[0].linkinfo.info_data.ad_info.aggregator' </tmp/json)"
    expect "partner" "\"$(text_of /sys/class/net/bond0/bonding/ad_partner_mac)\"" \
        "$(field '[0].linkinfo.info_data.ad_info.partner_mac' </tmp/json)"
    for n in 0 1; do
        expect "aggregator of eth$n" "$(text_of /sys/class/net/eth$n/bonding_slave/ad_aggregator_id)" \
            "$(field "[0].slaves[$n].linkinfo.info_slave_data.ad_aggregator_id" </tmp/json)"
        expect "port of eth$n" "$(text_of /sys/class/net/eth$n/bonding_slave/ad_actor_oper_port_state)" \
            "$(field "[0].slaves[$n].linkinfo.info_slave_data.ad_actor_oper_port_state" </tmp/json)"
    done
}
# switch NAME PORT...: a bond at the other end of cables.
switch() {
    local name=$1
    shift
    ip link add "$name" type bond mode 802.3ad miimon 100 lacp_rate fast
    for port; do ip link set "$port" down; ip link set "$port" master "$name"; done
    ip link set "$name" up
}

veth eth0 p0
veth eth1 p1
ip link add bond0 up type bond mode 802.3ad miimon 100 lacp_rate fast
works ifenslave bond0 eth0 eth1
switch lag p0 p1
until_checked 0
ends_in eth0 "collecting and distributing"
ends_in eth1 "collecting and distributing"
ends_in bond0 "partner_mac $(mac_of lag)"
as_in_sysfs
run ifenslave -w 5 -b bond0:eth0,eth1
expect "exit status" 0 "$rc"

# A cable is cut.
ip link set p1 down
until_lines "bond0: eth1 has no link"
ends_in eth1 "no link"
up p1
until_checked 0

# The partner stops answering, while the links stay up.
ip link set lag down
up p0 p1
until_lines "bond0: no LACP partner"
expect "link of eth0" up "$(cat /sys/class/net/eth0/bonding_slave/mii_status)"
ends_in eth0 "no partner"
ends_in eth1 "no partner"
ends_in bond0 "no partner"
as_in_sysfs
ip link set lag up
until_checked 0

# One of two cables goes to a third bond.
ip link set p1 nomaster
switch other p1
until_lines "bond0: eth1 is in another aggregator"
ends_in eth0 "collecting and distributing"
ends_in eth1 "other aggregator"
as_in_sysfs
run ifenslave -w 1 -b bond0:eth0,eth1
expect "exit status" 3 "$rc"
reports "bond0: eth1 is in another aggregator after 1 s"

# The third bond does not answer.
ip link set other down
up p1
until_lines "bond0: eth1 has no LACP partner"
ends_in eth1 "no partner"

# Neither end begins. (Since Linux 5.15.)
[ -e /sys/class/net/bond0/bonding/lacp_active ] || exit 0
ip link del other
ip link del lag
ip link set bond0 down
echo off >/sys/class/net/bond0/bonding/lacp_active
ip link set bond0 up
ip link add lag type bond mode 802.3ad miimon 100 lacp_rate fast lacp_active off
for port in p0 p1; do ip link set $port down; ip link set $port master lag; done
ip link set lag up
# They exchange a few packets when the links come up, and none from then on.
for _ in $(seq 600); do
    ifenslave --check bond0 >/tmp/out || true
    ! grep -q 'no LACP partner$' /tmp/out || exit 0
    sleep 0.1
done
fail "$(cat /tmp/out)"

# A link that goes down and comes back is reported at each stage, and its failures are counted.
bond bond0
veth eth0 peer0
veth eth1 peer1
up peer0 peer1
works ifenslave bond0 eth0 eth1

# until_told STATE LINK FAILURES [PROBLEM]: until that is reported of eth0.
until_told() {
    local line
    line="  eth0            $1  link $(printf %-12s "$2")perm_hwaddr $(perm_of eth0), link_failure_count $3${4+, $4}"
    for _ in $(seq 100); do
        ifenslave -s bond0 >/tmp/status
        if grep -q "^$line\$" /tmp/status; then return; fi
        sleep 0.1
    done
    fail "eth0 is never told to be: $line
$(cat /tmp/status)"
}

until_told active up 0
ip link set peer0 down
until_told backup down 1 "no link"
expect "active slave" eth1 "$(cat /sys/class/net/bond0/bonding/active_slave)"
ip link set peer0 up
until_told backup up 1
# So long that the state is still there when it is asked for.
echo 600000 >/sys/class/net/bond0/bonding/downdelay
echo 600000 >/sys/class/net/bond0/bonding/updelay
ip link set peer0 down
until_told backup "going down" 1 "no link"
echo 0 >/sys/class/net/bond0/bonding/downdelay
ip link set peer0 up
until_told backup up 1
ip link set peer0 down
until_told backup down 2 "no link"
ip link set peer0 up
until_told backup "going back" 2 "no link"
works ifenslave --json -s
cp /tmp/out /tmp/json
slave='[0].slaves[0].linkinfo.info_slave_data'
expect "mii_status" '"GOING_BACK"' "$(field $slave.mii_status </tmp/json)"
expect "link_failure_count" 2 "$(field $slave.link_failure_count </tmp/json)"
expect "state" '"BACKUP"' "$(field $slave.state </tmp/json)"
expect "active slave" '"eth1"' "$(field '[0].linkinfo.info_data.active_slave' </tmp/json)"

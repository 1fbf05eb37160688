# A link that goes down and comes back is told so all the way, and its failures are counted.
bond bond0
veth eth0 peer0
veth eth1 peer1
up peer0 peer1
works ifenslave bond0 eth0 eth1

# until_told TEXT: until that is told of eth0.
until_told() {
    for _ in $(seq 100); do
        ifenslave -s bond0 >/tmp/status
        if grep -q "^  eth0  *$1\$" /tmp/status; then return; fi
        sleep 0.1
    done
    fail "eth0 is never told to be: $1
$(cat /tmp/status)"
}

until_told "active  link up, failures: 0"
ip link set peer0 down
until_told "backup  link down, failures: 1"
expect "active slave" eth1 "$(cat /sys/class/net/bond0/bonding/active_slave)"
ip link set peer0 up
until_told "backup  link up, failures: 1"
# So long that the state is still there when it is asked for.
echo 600000 >/sys/class/net/bond0/bonding/downdelay
echo 600000 >/sys/class/net/bond0/bonding/updelay
ip link set peer0 down
until_told "backup  link going down, failures: 1"
echo 0 >/sys/class/net/bond0/bonding/downdelay
ip link set peer0 up
until_told "backup  link up, failures: 1"
ip link set peer0 down
until_told "backup  link down, failures: 2"
ip link set peer0 up
until_told "backup  link going back, failures: 2"
prints '[{"name":"bond0","up":true,"link":true,"mode":"active-backup","miimon":100,"slaves":[{"name":"eth0","state":"backup","link":"going back","failures":2},{"name":"eth1","state":"active","link":"up","failures":0}]}]' \
    ifenslave --json -s

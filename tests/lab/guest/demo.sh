# The guest's part of the demo: says what it does, does it, and shows what the kernel says then.
# Anything that is not as told ends it with an error.
# shellcheck shell=dash
set -eu
export PATH=/bin
. /lab/lib.sh

tell() { printf '\n* %s\n' "$*"; }
show() {
    echo "\$ $*"
    "$@"
}
# until_is FILE WORD: wait until that is what the file says; five seconds are plenty.
until_is() {
    for _ in $(seq 50); do
        [ "$(cat "$1")" != "$2" ] || return 0
        sleep 0.1
    done
    fail "$1: expected '$2', found '$(cat "$1")'"
}
# cable INTERFACE on|off: ask the host, who has QEMU's monitor.
cable() {
    local mac
    mac=$(cat "/sys/class/net/$1/bonding_slave/perm_hwaddr")
    echo "lab: set_link n${mac##*:0} $2"
}
replies() { grep -c 'bytes from' /tmp/ping || true; }
# pings_go_on: two more replies than now.
pings_go_on() {
    local before
    before=$(replies)
    for _ in $(seq 100); do
        [ "$(replies)" -lt $((before + 2)) ] || return 0
        sleep 0.1
    done
    fail "no more replies from 10.0.2.2: $(cat /tmp/ping)"
}
bonding=/sys/class/net/bond0/bonding

tell "A machine with Linux $(uname -r) and two network cards."
show ip -br link
first=$(mac_of eth0) second=$(mac_of eth1)

tell "A bond that uses one card and keeps the other in reserve. It looks after their links every 0.1 s."
echo "\$ echo +bond0 >/sys/class/net/bonding_masters"
echo "\$ echo active-backup >$bonding/mode; echo 100 >$bonding/miimon"
bond bond0 active-backup
show ip addr add 10.0.2.15/24 dev bond0

tell "ifenslave attaches both cards."
show ifenslave bond0 eth0 eth1
show cat $bonding/slaves
slaves bond0 eth0 eth1
show grep -e Currently -e Slave -e 'MII Status' /proc/net/bonding/bond0
active bond0 eth0

tell "The bond works: the gateway answers, from now on, twice a second."
echo "\$ ping -i 0.5 10.0.2.2 &"
ping -i 0.5 10.0.2.2 >/tmp/ping 2>&1 &
ping=$!
pings_go_on
tail -n 2 /tmp/ping

tell "ifenslave shows the bond."
show ifenslave bond0

tell "ifenslave makes the other card the active one."
show ifenslave -c bond0 eth1
show cat $bonding/active_slave
active bond0 eth1
pings_go_on
tail -n 1 /tmp/ping

tell "From outside, eth1's cable is pulled. The bond goes back to eth0 by itself."
cable eth1 off
until_is $bonding/active_slave eth0
show cat /sys/class/net/eth1/bonding_slave/mii_status
expect "link of eth1" down "$(cat /sys/class/net/eth1/bonding_slave/mii_status)"
show cat $bonding/active_slave
pings_go_on
tail -n 1 /tmp/ping

tell "The cable is put back."
cable eth1 on
until_is /sys/class/net/eth1/bonding_slave/mii_status up
show cat /sys/class/net/eth1/bonding_slave/mii_status

kill -INT $ping
wait $ping || true
tell "All this time the ping went on:"
tail -n 2 /tmp/ping | head -n 1

tell "ifenslave detaches both; each is as it was."
show ifenslave -d bond0 eth0 eth1
echo "\$ cat $bonding/slaves"
slaves bond0
mac eth0 "$first"
mac eth1 "$second"
show ip -br link
tell "Done: everything was as told."

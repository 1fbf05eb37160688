# The guest's part of the demo: creates a bond, fails over, and removes the bond. It announces each step and reads
# the result from the kernel; if that is not as expected, the demo ends with an error.
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

tell "One command creates a bond of two cards, one of them in reserve, and waits for the links."
show ifenslave -w 10 -b bond0:eth0,eth1:mode=active-backup
slaves bond0 eth0 eth1
active bond0 eth0
show ip addr add 10.0.2.15/24 dev bond0
show ifenslave -s

tell "Ping the gateway twice a second."
echo "\$ ping -i 0.5 10.0.2.2 &"
ping -i 0.5 10.0.2.2 >/tmp/ping 2>&1 &
ping=$!
pings_go_on
tail -n 2 /tmp/ping

tell "Pull the cable of eth0: the bond fails over to eth1."
cable eth0 off
until_is $bonding/active_slave eth1
show ifenslave -s
expect "link of eth0" down "$(cat /sys/class/net/eth0/bonding_slave/mii_status)"
pings_go_on
tail -n 1 /tmp/ping

tell "Plug it in again: eth1 stays active, and eth0 is the reserve."
cable eth0 on
until_is /sys/class/net/eth0/bonding_slave/mii_status up
show ifenslave -s
active bond0 eth1

kill -INT $ping
wait $ping || true
tell "The ping did not stop:"
tail -n 2 /tmp/ping | head -n 1

tell "Remove the bond: each card has its own hardware address again."
show ifenslave -D bond0
no_bond bond0
mac eth0 "$first"
mac eth1 "$second"
show ip -br link

tell "BusyBox's commands work, too, on an existing bond:"
bond bond0 active-backup
show ifenslave bond0 eth0 eth1
show ifenslave -d bond0 eth0
slaves bond0 eth1
tell "Done: everything was as expected."

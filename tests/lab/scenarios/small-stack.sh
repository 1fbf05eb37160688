# 64 KiB of stack are enough, also where there is the most to undo: a slave with hundreds of addresses.
small() { (ulimit -s 64 && exec "$@"); }
# many_addresses NAME: it is up, with so many that the kernel returns them in several pieces.
many_addresses() {
    for host in $(seq 1 200); do echo "addr add 10.0.0.$host/24 brd + dev $1"; done >/tmp/batch
    echo "addr add 2001:db8::1/64 dev $1 nodad" >>/tmp/batch
    ip -batch /tmp/batch
    up "$1"
}
bond bond0
dummy eth0 eth1 br0p
ip link add br0 type bridge
ip link set br0p master br0
many_addresses eth0
many_addresses br0p
up br0

# It does count: with less, the kernel ends the program.
run sh -c "ulimit -s 16; exec ifenslave bond0 eth0"
expect "exit status" 139 "$rc"
slaves bond0

snapshot
fails 1 small ifenslave -v bond0 br0p
reports "can't enslave br0p to bond0: Device or resource busy"
unchanged
works small ifenslave bond0 eth0 eth1
slaves bond0 eth0 eth1
expect "addresses left" 0 "$(addresses_of eth0 | wc -l)"
works small ifenslave -c bond0 eth1
active bond0 eth1
works small ifenslave -a
shows "bond0 " "eth1 "
works small ifenslave -d bond0 eth0 eth1
slaves bond0

# A new bond, with a slave that is rejected; then its removal.
ip link del bond0
many_addresses eth0
snapshot
fails 1 small ifenslave -b bond0:br0p:mode=1,miimon=100
reports "can't enslave br0p to bond0: Device or resource busy"
unchanged
works small ifenslave -n -b bond0:eth0,eth1:mode=1,miimon=100,primary=eth1:1400
unchanged
echo "bond=bond0:eth0,eth1:mode=1,miimon=100,primary=eth1:1400" >/tmp/cmdline
works small ifenslave -w 9 --boot /tmp/cmdline
attached bond0 eth0 eth1
active bond0 eth1
expect "addresses left" 0 "$(addresses_of eth0 | wc -l)"
works small ifenslave -s
works small ifenslave -s --json
works small ifenslave -D bond0
no_bond bond0

# Moving everything, and trying that: with all that there is room for.
many_addresses eth1
for number in $(seq 60); do echo "route add 10.9.$number.0/24 via 10.0.0.9"; done | ip -batch -
# is_rolled_back COMMAND...: without an answer, it leaves everything as it was.
is_rolled_back() {
    run small ifenslave --try 1 "$@" </dev/null
    expect "exit status" 1 "$rc"
    reports "not confirmed: rolled back"
    unchanged
}
bond bond0
snapshot
for command in "-m bond0 eth1" "-m -b bond0:eth1:miimon=50" "-m -b bond1:eth0,eth1:mode=1,primary=eth1:1400"; do
    # shellcheck disable=SC2086 # words
    is_rolled_back $command
done
works small ifenslave -m bond0 eth1 eth0
snapshot
for command in "-D bond0" "-m -D bond0" "-d bond0 eth0"; do
    # shellcheck disable=SC2086 # words
    is_rolled_back $command
done
works small ifenslave -m -D bond0
expect "addresses" 200 "$(addresses_of eth1 | wc -l)"

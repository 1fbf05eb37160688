# Without miimon and arp_interval the driver takes every link for up; then the carriers count.
# field: F1

# until_status TEXT: `ifenslave -s` prints this, as soon as the kernel has noticed the carriers.
until_status() {
    for _ in $(seq 150); do
        run ifenslave -s
        [ "$out" != "$1" ] || break
        sleep 0.1
    done
    expect "stdout" "$1" "$out"
    expect "exit status" 0 "$rc"
    expect "stderr" "" "$err"
}

veth eth0 peer0
veth eth1 peer1
up peer0 peer1
ip link add bond0 up type bond mode active-backup miimon 0
works ifenslave bond0 eth0 eth1
active bond0 eth0
until_status "\
bond0             up      link up, active-backup, miimon 0, slaves: 2, links are not monitored
  eth0            active  link up, failures: 0
  eth1            backup  link up, failures: 0"
# A cable is pulled. The bond goes on to use eth0.
ip link set peer0 down
until_status "\
bond0             up      link down, active-backup, miimon 0, slaves: 2, links are not monitored
  eth0            active  link down, failures: 0
  eth1            backup  link up, failures: 0"
expect "mii_status, as the driver has it" up "$(cat /sys/class/net/eth0/bonding_slave/mii_status)"
prints '[{"name":"bond0","up":true,"link":false,"mode":"active-backup","miimon":0,"slaves":[{"name":"eth0","state":"active","link":"down","failures":0},{"name":"eth1","state":"backup","link":"up","failures":0}]}]' \
    ifenslave -s --json
# Needs no privilege.
run unprivileged ifenslave -s
expect "exit status" 0 "$rc"
ip link set peer1 down
until_status "\
bond0             up      link down, active-backup, miimon 0, slaves: 2, links are not monitored
  eth0            active  link down, failures: 0
  eth1            backup  link down, failures: 0"
works ifenslave -d bond0 eth0 eth1
until_status "bond0             up      link down, active-backup, miimon 0, slaves: 0, links are not monitored"
ip link del bond0

# The other modes that can do without monitoring use all slaves.
for mode in balance-rr balance-xor broadcast; do
    ip link set peer0 down
    up peer1
    ip link add bond0 up type bond mode $mode miimon 0
    works ifenslave bond0 eth0 eth1
    until_status "\
bond0             up      link up, $mode, miimon 0, slaves: 2, links are not monitored
  eth0            active  link down, failures: 0
  eth1            active  link up, failures: 0"
    ip link del bond0
done

# With arp_interval, the driver does monitor.
ip link add bond0 up type bond mode active-backup arp_interval 1000 arp_ip_target 192.0.2.1
works ifenslave bond0 eth1
works ifenslave -s
case $out in *"miimon 0, slaves: 1
"*) ;; *) fail "is it monitored?" ;; esac

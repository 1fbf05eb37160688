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

# bond_line LINK WORDS, slave_line NAME STATE LINK: as they are printed.
bond_line() { printf 'bond0             up      link %-12s%s\n' "$1" "$2"; }
slave_line() {
    local failed=''
    [ "$3" = up ] || failed=', no link'
    printf '  %-16s%s  link %-12sperm_hwaddr %s, link_failure_count 0%s\n' "$1" "$2" "$3" "$(perm_of "$1")" "$failed"
}

veth eth0 peer0
veth eth1 peer1
up peer0 peer1
ip link add bond0 up type bond mode active-backup miimon 0
works ifenslave bond0 eth0 eth1
active bond0 eth0
until_status "$(bond_line up "active-backup, active_slave eth0, links are not monitored"
    slave_line eth0 active up
    slave_line eth1 backup up)"
# A cable is pulled. The bond goes on to use eth0.
ip link set peer0 down
until_status "$(bond_line down "active-backup, active_slave eth0, no link, links are not monitored"
    slave_line eth0 active down
    slave_line eth1 backup up)"
expect "mii_status, as the driver has it" up "$(cat /sys/class/net/eth0/bonding_slave/mii_status)"
# JSON has what the driver reports.
works ifenslave -s --json
cp /tmp/out /tmp/json
expect "mii_status in JSON" '"UP"' "$(field '[0].slaves[0].linkinfo.info_slave_data.mii_status' </tmp/json)"
expect "operstate in JSON" '"LOWERLAYERDOWN"' "$(field '[0].slaves[0].operstate' </tmp/json)"
# Needs no privilege.
run unprivileged ifenslave -s
expect "exit status" 0 "$rc"
ip link set peer1 down
until_status "$(bond_line down "active-backup, active_slave eth0, no link, links are not monitored"
    slave_line eth0 active down
    slave_line eth1 backup down)"
works ifenslave -d bond0 eth0 eth1
until_status "$(bond_line down "active-backup, no link, links are not monitored")"
ip link del bond0

# The other modes that can do without monitoring use all slaves.
for mode in balance-rr balance-xor broadcast; do
    ip link set peer0 down
    up peer1
    ip link add bond0 up type bond mode $mode miimon 0
    works ifenslave bond0 eth0 eth1
    until_status "$(bond_line up "$mode, links are not monitored"
        slave_line eth0 active down
        slave_line eth1 active up)"
    ip link del bond0
done

# With arp_interval, the driver does monitor.
ip link add bond0 up type bond mode active-backup arp_interval 1000 arp_ip_target 192.0.2.1
works ifenslave bond0 eth1
works ifenslave -s
case $out in *"active-backup, arp_interval 1000"*) ;; *) fail "is it monitored?" ;; esac
case $out in *"not monitored"*) fail "is it not monitored?" ;; esac

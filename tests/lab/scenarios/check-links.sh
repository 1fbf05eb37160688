# --check prints a line for each problem, and its status is that of the worst bond.

# checks STATUS TEXT COMMAND...: it ends with this status, and prints this.
checks() {
    local status=$1 text=$2
    shift 2
    run "$@"
    expect "stdout" "$text" "$out"
    expect "exit status" "$status" "$rc"
}
# until_checked STATUS COMMAND...: the driver takes some time to notice a carrier.
until_checked() {
    local status=$1 rc
    shift
    for _ in $(seq 150); do
        rc=0
        "$@" >/tmp/out || rc=$?
        [ $rc != "$status" ] || return 0
        sleep 0.1
    done
    fail "$*: its status is never $status, but $rc: $(cat /tmp/out)"
}

# Without any bond, and with one that does not exist.
checks 0 "" ifenslave --check
checks 1 "" ifenslave --check bond0
reports "bond0: can't get settings: No such device"
veth eth0 p0
veth eth1 p1
up p0 p1
for mode in balance-rr active-backup balance-xor broadcast balance-tlb balance-alb; do
    bond bond0 $mode
    checks 4 "bond0: no link" ifenslave --check
    works ifenslave bond0 eth0 eth1
    until_checked 0 ifenslave --check bond0
    checks 0 "" ifenslave --check
    # A cable is cut.
    ip link set p1 down
    until_checked 3 ifenslave --check bond0
    checks 3 "bond0: eth1 has no link" unprivileged ifenslave --check bond0
    ip link set p0 down
    until_checked 4 ifenslave --check bond0
    checks 4 "\
bond0: no link
bond0: eth0 has no link
bond0: eth1 has no link" ifenslave --check bond0
    up p0 p1
    until_checked 0 ifenslave --check bond0
    ip link set bond0 down
    checks 4 "bond0 is not up" sh -c 'ifenslave --check | head -n 1; ifenslave --check >/dev/null'
    works ifenslave -D bond0
done

# Links that are not monitored.
ip link add bond0 up type bond mode active-backup miimon 0
works ifenslave bond0 eth0 eth1
until_checked 3 ifenslave --check
checks 3 "bond0: links are not monitored" ifenslave --check
ip link set p0 down
until_checked 4 ifenslave --check
checks 4 "\
bond0: no link
bond0: links are not monitored
bond0: eth0 has no link" ifenslave --check
up p0
until_checked 3 ifenslave --check
# Several: down is worse than unknown, and that is worse than degraded.
bond bond1
dummy eth2
works ifenslave bond1 eth2
until_checked 0 ifenslave --check bond1
checks 3 "bond0: links are not monitored" ifenslave --check bond1 bond0
checks 1 "bond0: links are not monitored" ifenslave --check bond0 bond9 bond1
bond bond2
checks 4 "\
bond0: links are not monitored
bond2: no link" ifenslave --check bond0 bond9 bond2
checks 4 "\
bond0: links are not monitored
bond2: no link" ifenslave --check
checks 1 "" ifenslave --check eth2
reports "eth2: can't get settings: Operation not supported (not a bond)"

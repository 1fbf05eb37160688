# In every mode, a bond's state is what sysfs tells of it, for people and in JSON.

# read_of FILE: what sysfs has there.
read_of() { cat "/sys/class/net/$1"; }
# truth COMMAND...: how JSON has it.
truth() { if "$@"; then echo true; else echo false; fi; }
is_running() { [ "$(read_of "$1/operstate")" = up ]; }

# in_json BOND, in_words BOND: its state.
in_json() {
    local comma='' mode slave
    mode=$(read_of "$1/bonding/mode")
    printf '[{"name":"%s","up":%s,"link":%s,"mode":"%s","miimon":%s,"slaves":[' "$1" \
        "$(truth has_flag "$1" 1)" "$(truth is_running "$1")" "${mode% *}" \
        "$(read_of "$1/bonding/miimon")"
    for slave in $(read_of "$1/bonding/slaves"); do
        printf '%s{"name":"%s","state":"%s","link":"%s","failures":%s}' "$comma" "$slave" \
            "$(read_of "$slave/bonding_slave/state")" \
            "$(read_of "$slave/bonding_slave/mii_status")" \
            "$(read_of "$slave/bonding_slave/link_failure_count")"
        comma=,
    done
    echo ']}]'
}
in_words() {
    local mode slave state=down link=down
    mode=$(read_of "$1/bonding/mode")
    has_flag "$1" 1 && state=up
    is_running "$1" && link=up
    printf '%-18s%-6s  link %s, %s, miimon %s, slaves: %s\n' "$1" $state $link "${mode% *}" \
        "$(read_of "$1/bonding/miimon")" "$(read_of "$1/bonding/slaves" | wc -w)"
    for slave in $(read_of "$1/bonding/slaves"); do
        printf '  %-16s%-6s  link %s, failures: %s\n' "$slave" \
            "$(read_of "$slave/bonding_slave/state")" \
            "$(read_of "$slave/bonding_slave/mii_status")" \
            "$(read_of "$slave/bonding_slave/link_failure_count")"
    done
}
# alike BOND: and the two programs agree.
alike() {
    prints "$(in_json "$1")" ifenslave -s --json "$1"
    prints "$(in_words "$1")" ifenslave -s "$1"
}

veth eth0 peer0
veth eth1 peer1
up peer0 peer1
for mode in balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb; do
    bond bond0 $mode
    until_link bond0 down
    alike bond0
    works ifenslave bond0 eth0 eth1
    until_link bond0 up
    alike bond0
    ip link set bond0 down
    alike bond0
    echo -bond0 >/sys/class/net/bonding_masters
done

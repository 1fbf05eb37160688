# In every mode, a bond's state is that in sysfs.

# read_of FILE: what sysfs has there.
read_of() { cat "/sys/class/net/$1"; }
is_running() { [ "$(read_of "$1/operstate")" = up ]; }

# in_words BOND: its state, without what 802.3ad adds.
in_words() {
    local mode active slave link state=down up=down failed=', no link'
    mode=$(read_of "$1/bonding/mode")
    active=$(read_of "$1/bonding/active_slave")
    has_flag "$1" 1 && state=up
    is_running "$1" && up=up && failed=''
    [ $state = up ] || failed=', not up'
    printf '%-18s%-6s  link %-12s%s, miimon %s%s%s\n' "$1" $state $up "${mode% *}" \
        "$(read_of "$1/bonding/miimon")" "${active:+, active_slave $active}" "$failed"
    for slave in $(sorted $(read_of "$1/bonding/slaves")); do
        link=$(read_of "$slave/bonding_slave/mii_status")
        failed=', no link'
        [ "$link" != up ] || failed=''
        printf '  %-16s%-6s  link %-12sperm_hwaddr %s, link_failure_count %s%s\n' "$slave" \
            "$(read_of "$slave/bonding_slave/state")" "$link" "$(read_of "$slave/bonding_slave/perm_hwaddr")" \
            "$(read_of "$slave/bonding_slave/link_failure_count")" "$failed"
    done
}
# alike BOND: and the two programs agree.
alike() {
    works ifenslave -s "$1"
    expect "$1" "$(in_words "$1")" "$(echo "$out" | sed -E '
        s/, (aggregator|ad_aggregator_id|partner_mac) [0-9a-f:]*//g
        s/, (no partner|collecting and distributing|negotiating|other aggregator)$//')"
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

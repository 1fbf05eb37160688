# In JSON, everything that the program and `ip -json -details link` both have has the same path and value.
veth eth0 p0
veth eth1 p1
up p0 p1

# alike BOND SLAVE...: all that ip has of the driver is there, and nothing differs. (LACP takes a while to settle.)
alike() {
    for _ in $(seq 15); do
        compare "$@"
        [ -s /tmp/differences ] || return 0
        sleep 1
    done
    fail "$(cat /tmp/differences)"
}
compare() {
    local bond=$1 name number=-1 prefix=''
    works ifenslave -s --json "$bond"
    fields </tmp/out >/tmp/ours
    : >/tmp/differences
    for name; do
        ip -j -d link show "$name" | fields >/tmp/ips
        [ "$name" = "$bond" ] || prefix=".slaves[$number]"
        # Ours of this interface, with the paths that ip has.
        if [ "$prefix" ]; then
            awk -v "prefix=[0]$prefix." 'index($0, prefix) == 1 { print "[0]." substr($0, length(prefix) + 1) }' /tmp/ours >/tmp/one
        else
            grep -v -F '[0].slaves[' /tmp/ours >/tmp/one
        fi
        # By path: what both have is equal.
        awk -F = '
            NR == FNR { value[$1] = $0; next }
            $1 in value { both++; if (value[$1] != $0) print "ours: " $0 ", ip: " value[$1] }
            END { if (both < 10) print "only " both " fields" }' /tmp/ips /tmp/one >>/tmp/differences
        # Whatever ip knows of the driver.
        awk -F = '
            NR == FNR { there[$1] = 1; next }
            /^\[0\]\.linkinfo\.info_(data|slave_data|slave_kind)/ && !($1 in there) && !/veth/' /tmp/one /tmp/ips >/tmp/missing
        [ "$name" = "$bond" ] || sed -i /info_data/d /tmp/missing
        sed "s/^/missing of $name: /" /tmp/missing >>/tmp/differences
        number=$((number + 1))
    done
}

for mode in balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb; do
    ip link add bond0 type bond mode $mode miimon 100 updelay 200
    ip link set bond0 up
    until_link bond0 down
    alike bond0
    works ifenslave bond0 eth0 eth1
    until_link bond0 up
    sleep 0.5
    alike bond0 eth0 eth1
    ip link set p1 down
    until_link eth1 lowerlayerdown
    sleep 0.5
    alike bond0 eth0 eth1
    ip link set p1 up
    ip link del bond0
done
# Addresses, an interface by its name, and a number for which iproute2 has no name.
ip link add bond0 up type bond mode active-backup arp_interval 100000 arp_ip_target 192.0.2.1,192.0.2.2 arp_validate active
works ifenslave bond0 eth0 eth1
ip link set bond0 type bond primary eth1
alike bond0 eth0 eth1
expect "primary" '"eth1"' "$(field '[0].linkinfo.info_data.primary' </tmp/out)"
expect "second target" '"192.0.2.2"' "$(field '[0].linkinfo.info_data.arp_ip_target[1]' </tmp/out)"
# It is one line.
expect "lines" 1 "$(wc -l </tmp/out)"

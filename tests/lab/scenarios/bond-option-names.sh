# Every name under which sysfs, iproute2 or the module knows an option of a bond is a name of it here, and
# every name that iproute2 has for a value. A source with a name that is missing here makes this fail.
# field: F5
# arch: amd64 arm64 armel armhf i386 mipsel ppc64el riscv64 s390x

# Names that are no options of a bond that is created, with the reason.
not_options="
ad_actor_key ad_aggregator ad_num_ports ad_partner_key ad_partner_mac mii_status: state
active_slave clear_active_slave: state, changed with -c
slaves: a field of the SPEC
queue_id: of a slave, not of the bond
max_bonds tx_queues: of the module, not of a bond
"

# sample NAME: a valid value, for options whose current value in sysfs is none.
sample() {
    case $1 in
    arp_ip_target) echo 192.0.2.1 ;;
    ns_ip6_target) echo 2001:db8::1 ;;
    primary) echo eth0 ;;
    ad_actor_system) echo 02:00:00:00:00:0a ;;
    mode) echo balance-rr ;;
    *) echo 1 ;;
    esac
}

# accepts NAME VALUE: in some mode, with one of the monitors or without.
accepts() {
    local mode monitor
    for mode in 1 4 5 0; do
        for monitor in "" ,miimon=1 ,arp_interval=100,arp_ip_target=192.0.2.9; do
            ! ifenslave -n -b "bond0:eth0:mode=$mode$monitor,$1=$2" >/tmp/plan 2>/tmp/err || return 0
        done
    done
    return 1
}

# known SOURCE NAME [VALUE]...: it is a name of an option here, and these are values of it.
known() {
    local source=$1 name=$2 value
    shift 2
    case " $(echo "$not_options" | sed 's/:.*//' | xargs) " in *" $name "*) return ;; esac
    [ $# != 0 ] || set -- "$(sample "$name")"
    for value; do
        accepts "$name" "$value" || missing="$missing
$name=$value ($source): $(cat /tmp/err)"
    done
    count=$((count + 1))
}

dummy eth0
missing='' count=0
# The test itself sees what is no option.
known nowhere no_such_option
[ -n "$missing" ] || fail "a name that no one has is accepted"
missing='' count=0

ip link add ask0 type bond
for file in /sys/class/net/ask0/bonding/*; do
    known sysfs "${file##*/}"
done
ip link del ask0
[ $count -ge 27 ] || fail "only $count options in sysfs"

count=0
for name in $(tr '\0' '\n' </modules/bonding.ko | sed -n 's/^parm=\([a-z0-9_]*\):.*/\1/p'); do
    known modinfo "$name"
done
[ $count -ge 22 ] || fail "only $count parameters of the module"

# What it prints begins with "Usage: ... bond [ mode BONDMODE ] [ active_slave SLAVE_DEV ]"; two names of
# one option are "num_grat_arp|num_unsol_na NUM_GRAT_ARP|NUM_UNSOL_NA".
count=0
ip link help bond >/tmp/help 2>&1 || true
for name in $(grep -o '\[ [a-z0-9_|]* ' /tmp/help | tr -d '[ ' | tr '|' ' '); do
    known iproute2 "$name"
done
[ $count -ge 27 ] || fail "only $count options in iproute2's help"
# "LACP_RATE := slow|fast"
count=0
grep := /tmp/help | tr '[:upper:]' '[:lower:]' | sed 's/bondmode/mode/; s/:=//; s/|/ /g' >/tmp/values
while read -r name values; do
    # shellcheck disable=SC2086 # words
    known iproute2 "$name" $values
done </tmp/values
[ $count -ge 8 ] || fail "only $count options with values in iproute2's help"

# Names of sources that are newer than those here: of iproute2 6.15 and 7.0, and of the kernel's documentation.
for name in coupled_control broadcast_neighbor lacp_strict lacp_active; do
    known newer $name on off
done
for name in arp_missed_max missed_max peer_notif_delay peer_notify_delay num_grat_arp num_unsol_na ns_ip6_target; do
    known newer $name
done
known newer ad_select stable bandwidth count actor_port_prio
[ -z "$missing" ] || fail "missing: $missing"

# Reading the state of interfaces from the kernel (sysfs, ip), never from the program under test.
# shellcheck shell=dash disable=SC2034,SC2154 # one file with the others of this folder

# mac_of NAME, mtu_of NAME, ...: print it.
mac_of() { text_of "/sys/class/net/$1/address"; }
mtu_of() { text_of "/sys/class/net/$1/mtu"; }

slaves_of() {
    local words
    read -r words <"/sys/class/net/$1/bonding/slaves" || true
    # shellcheck disable=SC2086 # words
    sorted $words
}

# sorted WORD...: in alphabetical order, on one line.
sorted() {
    local word other before after=''
    for word; do
        before=$after after=''
        for other in $before; do
            if [ "$word" ] && [ "$word" \< "$other" ]; then
                after="$after $word"
                word=''
            fi
            after="$after $other"
        done
        after="$after $word"
    done
    # shellcheck disable=SC2086 # words
    echo $after
}

# Where the MAC comes from: 0 the device, 1 random, 2 another device, 3 set by a user.
mac_origin_of() { text_of "/sys/class/net/$1/addr_assign_type"; }

# text_of FILE: its one line.
text_of() {
    local line
    read -r line <"$1" || [ -e "$1" ] || return 1
    echo "$line"
}

has_flag() {
    local flags
    read -r flags <"/sys/class/net/$1/flags"
    [ $((flags & $2)) != 0 ]
}

# All IPv4 addresses: "ADDRESS/PREFIX brd BROADCAST scope global LABEL", a line each.
addresses_of() { ip -4 -o addr show dev "$1" | sed 's/^.* inet //; s/\\.*//; s/ *$//'; }

# in_flux: all that may change by itself: counters, IPv6 addresses that come and go, carriers.
in_flux() { cat /proc/net/dev /proc/net/if_inet6 /sys/class/net/*/operstate; }

# split CHARACTERS TEXT: the words of a text that these are between.
split() {
    local IFS="$1"
    # shellcheck disable=SC2086 # words
    set -- $2
    IFS=' '
    echo "$*"
}

# option BOND OPTION: what the kernel says that it is; of an option that has names for its values the
# name, and the number after it. Nothing where the kernel does not have that option.
option() {
    local file=/sys/class/net/$1/bonding/$2 value=''
    case $2 in
    missed_max) file=${file%/*}/arp_missed_max ;;
    ns_ip6_target) ip -d -j link show "$1" | sed -n 's/.*"ns_ip6_target":\[\([^]]*\)].*/\1/p' | tr -d '"' | tr ',' ' ' ;;
    coupled_control) coupled_control_of "$1" ;;
    esac
    [ -e "$file" ] || return 0
    read -r value <"$file" || true
    echo "$value"
}

# Neither sysfs nor this `ip` knows it: the byte in the attribute (5 bytes, number 32) of the kernel's answer, in either
# byte order.
coupled_control_of() {
    strace -qq -xx -s 4096 -e trace=recvmsg -e signal=none -o /tmp/answer /bin/ip -d link show "$1" >/dev/null
    tr -d '\\x' </tmp/answer | sed -n 's/.*\(05002000\|00050020\)\(0[01]\)000000.*/\2/p' | sed '1!d; s/^0//'
}

# options_of BOND: all that sysfs has, to be compared later.
options_of() { (cd "/sys/class/net/$1/bonding" && grep -H . [!s]* slaves) | grep -v -E '^(ad_(partner|agg|num|actor_key)|mii_status|queue_id)'; }
mode() { options "$1" "mode=$2"; }

# kernel_has OPTION: of those that not every kernel has. (Asked of a bond of its own.)
kernel_has() {
    local is
    ip link add ask0 type bond mode active-backup arp_interval 100 ns_ip6_target 2001:db8::1
    is=$(option ask0 "$1")
    ip link del ask0
    [ -n "$is" ]
}

# now: hundredths of a second.
now() {
    local up
    read -r up _ </proc/uptime
    echo "${up%.*}${up#*.}"
}

# fields <TEXT: JSON as lines of PATH=VALUE, such as [0].linkinfo.info_data.mode="802.3ad".
fields() {
    awk '
        function word(   found, letter) {
            at++
            while ((letter = substr(text, at, 1)) != "\"") {
                if (letter == "\\") { found = found letter; at++; letter = substr(text, at, 1) }
                found = found letter
                at++
            }
            at++
            return found
        }
        function value(path,   letter, end, count, key) {
            letter = substr(text, at, 1)
            if (letter == "{" || letter == "[") {
                end = letter == "{" ? "}" : "]"
                count = 0
                at++
                while ((letter = substr(text, at, 1)) != end) {
                    if (letter == "," || letter == " ") { at++; continue }
                    if (end == "]") { value(path "[" count++ "]"); continue }
                    key = word()
                    at++
                    value(path "." key)
                }
                at++
            } else if (letter == "\"") {
                print path "=\"" word() "\""
            } else {
                match(substr(text, at), /^[^],}]*/)
                print path "=" substr(text, at, RLENGTH)
                at += RLENGTH
            }
        }
        { text = text $0 }
        END { at = 1; value("") }'
}

# field PATH <TEXT: one value of JSON.
field() { fields | sed -n "s/^$(echo "$1" | sed 's/[].[]/\\&/g')=//p"; }

# perm_of SLAVE: the hardware address that it has of its own.
perm_of() { text_of "/sys/class/net/$1/bonding_slave/perm_hwaddr"; }

# everything_of NAME: its addresses, routes and permanent neighbours, with IT for its name; but no addresses of
# link scope with which the kernel begins.
everything_of() {
    look
    settle "" "$listed" | grep -v "inet6 fe80::1/" | grep -E "(^| dev )$1( |:|\$)" |
        sed -E 's/(^| |:)'"$1"'( |:|[\\]|$)/\1IT\2/g'
}

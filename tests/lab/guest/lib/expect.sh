# Checking the state after a run. A check that does not hold prints what was expected and what
# was found, and ends the scenario.
# shellcheck shell=dash disable=SC2034,SC2154 # one file with the others of this folder

# attached BOND SLAVE...: these, and only these, are complete.
attached() {
    slaves "$@"
    shift
    is_up "$@"
    for name; do addresses "$name"; done
}

# until_attached SLAVE: until it is the slave of a bond; ten seconds are plenty.
until_attached() {
    local begin
    begin=$(now)
    until [ -e "/sys/class/net/$1/master" ]; do
        [ $(($(now) - begin)) -lt 1000 ] || fail "$1 is not a slave"
        sleep 0.1
    done
}

# complete_or_unchanged SLAVE: it is complete in a bond, without addresses and routes of its own, or as in the snapshot;
# by the state in /tmp/after.
complete_or_unchanged() {
    is_up "$1"
    if has_flag "$1" 0x800; then
        addresses "$1"
        ! grep -E "^(10|default|192).* dev $1( |\$)" /tmp/after || fail "$1 is a slave, and has routes"
    else
        the_snapshot
        about "$1" /tmp/before >/tmp/was
        about "$1" /tmp/after >/tmp/is
        diff -U 0 /tmp/was /tmp/is || fail "$1 is not a slave, and has changed"
    fi
}

# about NAME FILE: what a state says of an interface.
about() { grep -E "^$1[: ]| dev $1( |$)" "$2"; }

# rolled_back [SCRIPT]: the command has, and all is as it was, but for what sed's SCRIPT does to that.
rolled_back() {
    expect "exit status" 1 "$rc"
    reports ""
    unchanged_but "${1-}"
}

# options BOND OPTION=VALUE...: the kernel says so. Where it has a name and a number, VALUE is either.
options() {
    local of=$1 pair value is
    shift
    for pair; do
        value=$(split ';' "${pair#*=}")
        case $value in *:*) value=$(echo "$value" | tr A-F a-f) ;; esac
        is=$(option "$of" "${pair%%=*}")
        case $value-$is in
        "$is-$is" | off-0 | on-1) ;;
        "${is% [0-9]}-$is" | [0-9]-[a-z8]*" $value") ;; # its name, its number
        *) fail "$pair of $of: found '$is'" ;;
        esac
    done
}

# no_bond NAME...: there is none.
no_bond() { for name; do [ ! -e "/sys/class/net/$name" ] || fail "$name is there"; done; }

fail() {
    echo "FAILED: $*"
    exit 1
}

# expect WHAT WANTED FOUND
expect() { [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"; }

# slaves BOND [SLAVE...]: exactly these, in alphabetical order.
slaves() {
    local of=$1
    shift
    expect "slaves of $of" "$*" "$(slaves_of "$of")"
}
active() { expect "active slave of $1" "$2" "$(text_of "/sys/class/net/$1/bonding/active_slave")"; }
is_up() { for name; do has_flag "$name" 1 || fail "$name is down"; done; }
is_down() { for name; do ! has_flag "$name" 1 || fail "$name is up"; done; }
mac() { expect "MAC of $1" "$2" "$(mac_of "$1")"; }
mtu() { expect "MTU of $1" "$2" "$(mtu_of "$1")"; }
mac_origin() { expect "addr_assign_type of $1" "$2" "$(mac_origin_of "$1")"; }

# addresses NAME [TEXT]: as addresses_of prints them; none without TEXT.
addresses() {
    # None, mostly: then `ip` prints nothing.
    if [ -z "${2-}" ]; then
        expect "addresses of $1" "" "$(ip -4 -o addr show dev "$1")"
    else
        expect "addresses of $1" "$2" "$(addresses_of "$1")"
    fi
}

# state: all that must not change when the program rejects a command, of all interfaces.
# A bond's random MAC is not part of it: the driver takes a new one whenever the bond is empty. Nor is
# what the kernel makes and removes by itself: lifetimes that run out, IPv6 addresses made of a
# MAC, and the IPv6 routes that each interface or each address has.
state() {
    look
    settle "$links" "$listed"
}

# look: reads it into $links and $listed. (Written with the shell's own `read`, and with one other process: a
# process takes long here, and this runs often.)
look() {
    local path name index flags mtu queue mac origin slaves active master
    links=''
    for path in /sys/class/net/*; do
        [ -e "$path/ifindex" ] || continue # bonding_masters
        name=${path##*/}
        read -r index <"$path/ifindex"
        read -r flags <"$path/flags"
        read -r mtu <"$path/mtu"
        read -r queue <"$path/tx_queue_len"
        read -r mac <"$path/address"
        master=none
        [ ! -e "$path/master" ] || read -r master <"$path/master/ifindex"
        if [ -d "$path/bonding" ]; then
            read -r origin <"$path/addr_assign_type"
            [ "$origin" != 1 ] || mac=random
            read -r slaves <"$path/bonding/slaves" || slaves=
            read -r active <"$path/bonding/active_slave" || active=
            links="$links$name: slaves '$slaves' active '$active' addr_assign_type $origin$newline"
        fi
        links="$links$name: index $index master $master flags $flags mtu $mtu txqueuelen $queue MAC $mac$newline"
    done
    listed=$($ip -o -batch - <<END
addr show
route show table all
neigh show nud permanent
END
)
}

# settle LINKS LISTED: prints them, without what the kernel makes and removes by itself.
settle() {
    printf %s "$1"
    [ -z "$2" ] || echo "$2" | sed -E '
        s/^[0-9]+: //
        / inet6 fe80::([0-9a-f:]*ff:fe|.*stable-privacy)/d
        /^fe80::\/64 dev .* proto kernel /d
        /^(local|anycast|multicast) .* proto kernel metric /d
        s/ (tentative|dadfailed)//g
        s/ expires [0-9]+sec//
        s/_lft [1-9][0-9]*sec/_lft limited/g
        s/ +$//'
}

# snapshot, and later unchanged: nothing differs from when the snapshot was taken.
snapshot() {
    look
    links_before=$links listed_before=$listed edited=''
    unwritten=yes
}

# the_snapshot: has its text in the file /tmp/before.
the_snapshot() {
    [ "$unwritten" ] || return 0
    unwritten=''
    settle "$links_before" "$listed_before" >/tmp/before
}

# changed: whether anything differs from the snapshot. Then the texts are in /tmp/before and /tmp/after.
changed() {
    look
    [ "$edited" ] || [ "$links" != "$links_before" ] || [ "$listed" != "$listed_before" ] || return 1
    the_snapshot
    settle "$links" "$listed" >/tmp/after
    [ -z "$edited" ] || sort -o /tmp/after /tmp/after
    ! cmp -s /tmp/before /tmp/after
}

unchanged() {
    # It takes the kernel some time to notice a carrier.
    for _ in 1 2 3 4 5 6; do
        changed || return 0
        sleep 0.2
    done
    echo "before (-) and after (+):"
    diff -U 0 /tmp/before /tmp/after | grep -v -E '^(---|\+\+\+|@@)' || true
    fail "${1:-something has changed}"
}

# unchanged_but SCRIPT: but for what sed's SCRIPT does to the snapshot. (New names have another order.)
unchanged_but() {
    [ -z "$1" ] || edit_snapshot "$1"
    unchanged "something else has changed"
}

# edit_snapshot SCRIPT: from now on the snapshot is what sed's SCRIPT makes of it.
edit_snapshot() {
    the_snapshot
    sed -E "$1" /tmp/before | sort >/tmp/edited
    mv /tmp/edited /tmp/before
    edited=yes
}

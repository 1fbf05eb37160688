# What scenarios are written with. Each scenario starts in a network of its own: `lo`, down, and
# nothing else. A check that does not hold says what was expected and what was found, and ends
# the scenario. The state is read from the kernel (sysfs, ip), never from the program under test.
# shellcheck shell=dash

# ---- making a network -------------------------------------------------------------------------

# Debian's ip; the shell would take busybox's. For anything not named below: `ip link ...`.
ip() { /bin/ip "$@"; }

# bond NAME [MODE]: a bond that is up.
bond() {
    echo "+$1" >/sys/class/net/bonding_masters
    echo "${2-active-backup}" >"/sys/class/net/$1/bonding/mode"
    echo 100 >"/sys/class/net/$1/bonding/miimon"
    ip link set "$1" up
}

# dummy NAME...: interfaces that are down, with a MAC of their own and no address. (Not every
# machine's own kernel has dummies: ifb interfaces are much the same.)
dummy() { for name; do ip link add name "$name" type "$dummy"; done; }
dummy=${native:+ifb}
dummy=${dummy:-dummy}

# veth NAME PEER: a cable between two interfaces, both down.
veth() { ip link add "$1" type veth peer name "$2"; }

up() { for name; do ip link set dev "$name" up; done; }

# until_link NAME STATE: until the kernel has noticed what became of its carrier.
until_link() { until [ "$(cat "/sys/class/net/$1/operstate")" = "$2" ]; do sleep 0.1; done; }

# mac_of NAME, mtu_of NAME, ...: print it.
mac_of() { cat "/sys/class/net/$1/address"; }
mtu_of() { cat "/sys/class/net/$1/mtu"; }
slaves_of() { tr ' ' '\n' <"/sys/class/net/$1/bonding/slaves" | sort | xargs; }
# Where the MAC comes from: 0 the device, 1 random, 2 another device, 3 set by a user.
mac_origin_of() { cat "/sys/class/net/$1/addr_assign_type"; }
has_flag() {
    local flags
    read -r flags <"/sys/class/net/$1/flags"
    [ $((flags & $2)) != 0 ]
}
# All IPv4 addresses: "ADDRESS/PREFIX brd BROADCAST scope global LABEL", a line each.
addresses_of() { ip -4 -o addr show dev "$1" | sed 's/^.* inet //; s/\\.*//; s/ *$//'; }

# ---- running the program ----------------------------------------------------------------------

# echoed FILE...: their text, so far as anyone would read it.
echoed() { sed -n 's/^/  /; 1,60p; 61s/.*/  .../p' "$@"; }

# run COMMAND...: its exit status is in $rc, its output in $out and $err.
run() {
    echo "\$ $*"
    rc=0
    "$@" >/tmp/out 2>/tmp/err || rc=$?
    out=$(cat /tmp/out) err=$(cat /tmp/err)
    echoed /tmp/out /tmp/err
    [ "$rc" = 0 ] || echo "  (exit status $rc)"
}

# works COMMAND...: it succeeds without a word on stderr.
works() {
    run "$@"
    expect "exit status" 0 "$rc"
    expect "stderr" "" "$err"
}

# fails RC COMMAND...: it fails with that exit status, and says why.
fails() {
    local want=$1
    shift
    run "$@"
    expect "exit status" "$want" "$rc"
    [ -n "$err" ] || fail "it failed without a word on stderr"
}

# says TEXT: the last program printed a line to stderr that begins with "ifenslave: TEXT".
says() {
    case "
$err" in
    *"
ifenslave: $1"*) ;;
    *) fail "expected on stderr: ifenslave: $1" ;;
    esac
}

# unprivileged COMMAND...: as a user with no capabilities.
unprivileged() { su nobody -s /bin/sh -c "$*"; }

# with_fault CALL:NUMBER:ERROR COMMAND...: its NUMBERth system call CALL fails with ERROR, without
# being made.
with_fault() {
    local call=${1%%:*} number=${1#*:} error=${1##*:} status=0
    number=${number%:*}
    shift
    strace -qq -o /tmp/trace -e inject="$call:error=$error:when=$number" "$@" || status=$?
    grep -q INJECTED /tmp/trace || fail "there is no $call number $number"
    return $status
}

# calls_of TRACE: the system calls that strace wrote there, as with_fault wants them:
# "ioctl:1", "ioctl:2", ...; but those that begin and end a process.
calls_of() {
    sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' "$1" | grep -v -E '^(execve|exit|exit_group)$' |
        awk '{ print $1 ":" ++count[$1] }'
}

# ---- showing ----------------------------------------------------------------------------------

# BusyBox's programs, whichever ifenslave is under test. Of an interface that is down the classic
# shows nothing, even with -a, and by its name alone it shows only what has a bond's driver or no
# driver's name at all; BusyBox's ifconfig shows both, in the classic's own way.
classic() { /lab/classic/ifenslave "$@"; }
ifconfig() { /bin/busybox ifconfig "$@"; }

# in_flux: all that may change by itself: counters, IPv6 addresses that come and go, carriers.
in_flux() { cat /proc/net/dev /proc/net/if_inet6 /sys/class/net/*/operstate; }

# same_as PROGRAM [OPERAND]...: ifenslave shows, byte for byte, what PROGRAM does, and ends with the
# same exit status. It says something on stderr where PROGRAM does, and only there. Both run until
# nothing has changed meanwhile.
same_as() {
    local program=$1 before theirs
    shift
    while :; do
        before=$(in_flux)
        theirs=0 rc=0
        "$program" "$@" >/tmp/theirs 2>/tmp/their_err || theirs=$?
        ifenslave "$@" >/tmp/out 2>/tmp/err || rc=$?
        [ "$before" != "$(in_flux)" ] || break
    done
    out=$(cat /tmp/out) err=$(cat /tmp/err)
    echo "\$ ifenslave $*"
    echoed /tmp/out /tmp/err
    mended
    same_bytes "not the bytes that the $program shows"
    expect "exit status" "$theirs" "$rc"
    [ -s /tmp/their_err ] || expect "stderr" "" "$err"
    [ ! -s /tmp/their_err ] || [ -n "$err" ] || fail "not a word on stderr, as this: $(cat /tmp/their_err)"
}

# mended: sets right in /tmp/theirs what is known to be wrong there; for scenarios to redefine.
mended() { :; }

# same_bytes TEXT: what ifenslave has shown last is what the file /tmp/theirs holds; or else TEXT.
same_bytes() {
    cmp -s /tmp/theirs /tmp/out && return
    echo "theirs (-) and ifenslave's (+), spaces as _:"
    diff -U 2 /tmp/theirs /tmp/out | grep -v -E '^(---|\+\+\+)' | tr ' ' _ >/tmp/diff
    echoed /tmp/diff
    fail "$1"
}

# shown_alike [NAME]...: all the same, of those that are up, of all, and of each NAME alone.
shown_alike() {
    local name
    same_as classic
    for name; do same_as ifconfig "$name"; done
    same_as ifconfig -a
}

# shows TEXT..., and lacks TEXT...: what the program has shown last has these texts, or has not.
shows() { for text; do grep -q -F -e "$text" /tmp/out || fail "not shown: $text"; done; }
lacks() { for text; do ! grep -q -F -e "$text" /tmp/out || fail "shown: $text"; done; }
# shown: the names of the interfaces that the program has shown last.
shown() { sed -n 's/ *Link encap:.*//p' /tmp/out | xargs; }

# net_dev <TEXT: from now on, that is /proc/net/dev, and of the rest of /proc there are only today's
# IPv6 addresses. (A mount on the file itself is lost when the file is next looked up, and each
# process has a /proc/net of its own.) `umount /proc` brings the kernel's back.
net_dev() {
    cat >/tmp/dev
    cat /proc/net/if_inet6 >/tmp/if_inet6
    if [ -e /proc/self ]; then
        mount -t tmpfs proc /proc
        mkdir /proc/net
    fi
    cp /tmp/dev /tmp/if_inet6 /proc/net
}
# The two lines that head it.
head="Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed"

# ---- checking ---------------------------------------------------------------------------------

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
active() { expect "active slave of $1" "$2" "$(cat "/sys/class/net/$1/bonding/active_slave")"; }
is_up() { for name; do has_flag "$name" 1 || fail "$name is down"; done; }
is_down() { for name; do ! has_flag "$name" 1 || fail "$name is up"; done; }
mac() { expect "MAC of $1" "$2" "$(mac_of "$1")"; }
mtu() { expect "MTU of $1" "$2" "$(mtu_of "$1")"; }
mac_origin() { expect "addr_assign_type of $1" "$2" "$(mac_origin_of "$1")"; }
# addresses NAME [TEXT]: as addresses_of prints them; none without TEXT.
addresses() { expect "addresses of $1" "${2-}" "$(addresses_of "$1")"; }

# state: all that must not change when the program refuses to do something, of all interfaces.
# A bond's random MAC is not part of it: the driver takes a new one whenever the bond is empty.
# (Written with the shell's own `read`: a process takes long here, and this runs often.)
state() {
    local path name flags mtu mac origin slaves active
    for path in /sys/class/net/*; do
        [ -e "$path/ifindex" ] || continue # bonding_masters
        name=${path##*/}
        read -r flags <"$path/flags"
        read -r mtu <"$path/mtu"
        read -r mac <"$path/address"
        if [ -d "$path/bonding" ]; then
            read -r origin <"$path/addr_assign_type"
            [ "$origin" != 1 ] || mac=random
            read -r slaves <"$path/bonding/slaves" || slaves=
            read -r active <"$path/bonding/active_slave" || active=
            echo "$name: slaves '$slaves' active '$active' addr_assign_type $origin"
        fi
        echo "$name: flags $flags mtu $mtu MAC $mac"
    done
    ip -4 -o addr | sed 's/^[0-9]*: //; s/\\.*//'
}

# snapshot, and later unchanged: nothing differs from when the snapshot was taken.
snapshot() { state >/tmp/before; }
unchanged() {
    state >/tmp/after
    cmp -s /tmp/before /tmp/after && return
    echo "before (-) and after (+):"
    diff -U 0 /tmp/before /tmp/after | grep -v -E '^(---|\+\+\+|@@)' || true
    fail "${1:-something has changed}"
}

# What scenarios are written with. Each scenario starts in a network of its own: `lo`, down, and
# nothing else. A check that does not hold says what was expected and what was found, and ends
# the scenario. The state is read from the kernel (sysfs, ip), never from the program under test.
# shellcheck shell=dash

# ---- making a network -------------------------------------------------------------------------

# Debian's ip, the static one where there is one; the shell would take busybox's. For anything not named below:
# `ip link ...`.
ip=/bin/ip-static
[ -e $ip ] || ip=/bin/ip
ip() { $ip "$@"; }

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

# configured NAME: gives an interface that is down all that an administrator might, and sets it up.
# eth9 has the other half of a route.
configured() {
    ip -batch - <<END
link add eth9 type $dummy
addr add 172.16.0.1/24 dev eth9
link set eth9 up
link set $1 txqueuelen 77
addr add 192.0.2.1/24 brd + dev $1
addr add 192.0.2.2/24 brd 192.0.2.127 label $1:web dev $1
addr add 192.0.2.3/24 dev $1 valid_lft 3600 preferred_lft 1800
addr add 198.51.100.9/30 dev $1 noprefixroute
addr add 169.254.7.3/16 dev $1 scope link
addr add 203.0.113.1 peer 203.0.113.2/32 dev $1
addr add 2001:db8::1/64 dev $1 nodad
addr add 2001:db8::2/64 dev $1 nodad
addr add 2001:db8:1::1/64 dev $1 nodad noprefixroute
addr add fe80::1/64 dev $1 nodad
link set $1 up
route add default via 192.0.2.254 dev $1 metric 100
route add default via 192.0.2.253 dev $1 metric 200
route add 10.1.0.0/16 via 192.0.2.250 src 192.0.2.2
route add 10.9.9.9 dev $1 scope link
route add 10.2.0.0/16 via 10.9.9.9 mtu 1400 proto static
route add 10.3.0.0/16 via 10.8.8.8 dev $1 onlink
route add 10.4.0.0/16 via 192.0.2.200 table 77 proto 99
route add 10.5.0.0/16 nexthop via 192.0.2.200 weight 2 nexthop via 192.0.2.201
route add 10.6.0.0/16 nexthop via 192.0.2.200 nexthop via 172.16.0.2
route replace blackhole 10.7.0.0/16
route replace unreachable 10.8.0.0/16 metric 7
route add default via fe80::99 dev $1 metric 500
route add 2001:db8:2::/48 via 2001:db8::99
route add 2001:db8:3::/48 nexthop via 2001:db8::98 nexthop via 2001:db8::97
route add 2001:db8:4::/48 dev $1 table 78 mtu 1400
route replace blackhole 2001:db8:5::/48
END
}

up() { for name; do ip link set dev "$name" up; done; }

# until_link NAME STATE: until the kernel has noticed what became of its carrier.
until_link() { until [ "$(text_of "/sys/class/net/$1/operstate")" = "$2" ]; do sleep 0.1; done; }

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

# ---- running the program ----------------------------------------------------------------------

# echoed FILE...: their text, so far as anyone would read it.
echoed() { sed -n 's/^/  /; 1,60p; 61s/.*/  .../p' "$@"; }

# run COMMAND...: its exit status is in $rc, its output in $out and $err.
run() {
    echo "\$ $*"
    rc=0
    "$@" >/tmp/out 2>/tmp/err || rc=$?
    has_run
}
# has_run: after a command, what it printed. (A process takes long here: most commands print nothing, and
# a line or two the shell reads by itself.)
has_run() {
    local line
    out='' err=''
    if [ -s /tmp/out ]; then
        out=$(cat /tmp/out)
        echoed /tmp/out
    fi
    if [ -s /tmp/err ]; then
        while IFS= read -r line || [ "$line" ]; do
            err=$err$line$newline
            echo "  $line"
        done </tmp/err
        while [ "${err%"$newline"}" != "$err" ]; do err=${err%"$newline"}; done
    fi
    [ "$rc" = 0 ] || echo "  (exit status $rc)"
}
newline='
'

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

# tells TEXT COMMAND...: it succeeds, and prints this.
tells() {
    local text=$1
    shift
    works "$@"
    expect "stdout" "$text" "$out"
}

# refuses ERROR REQUEST...: the example `netdevice` makes a request, and this errno is the answer.
refuses() {
    local error=$1
    shift
    fails 1 netdevice "$@"
    expect "stderr" "netdevice: $error" "$err"
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
# being made; with `NUMBER+`, and all such calls after it.
with_fault() {
    local call=${1%%:*} number=${1#*:} error=${1##*:} status=0
    if [ "$fault" ]; then
        # shellcheck disable=SC2086 # words
        fault -o /tmp/trace ${traced-} "$@" || status=$?
        [ $status != 125 ] || fail "there is no $call number ${number%:*}"
        [ $status != 126 ] || fail "no such fault: $1"
        return $status
    fi
    shift
    strace -qq -o /tmp/trace -e inject="$call:error=$error:when=${number%:*}" "$@" || status=$?
    grep -q INJECTED /tmp/trace || fail "there is no $call number ${number%:*}"
    return $status
}
# The lab's own program for this, which takes a fifth of strace's time; it is there for the architecture of
# this machine. The trace has only the calls of that name, and those in $traced ("-t socket").
fault=
[ ! -e /bin/fault ] || fault=yes

# with_signal CALL:NUMBER:SIGNAL COMMAND...: SIGNAL comes while it makes its NUMBERth system call CALL.
with_signal() {
    local call=${1%%:*} number=${1#*:} signal=${1##*:} status=0
    if [ "$fault" ]; then
        fault -o /tmp/trace "$@" || status=$?
        [ $status != 125 ] || fail "there is no $call number ${number%:*}"
        [ $status != 126 ] || fail "no such signal: $1"
        return $status
    fi
    shift
    strace -qq -o /tmp/trace -e inject="$call:signal=$signal:when=${number%:*}" "$@"
}

# calls_of TRACE: the system calls that strace wrote there, as with_fault wants them:
# "ioctl:1", "ioctl:2", ...; but those that begin and end a process. (A libc makes others before the
# first socket is opened.)
calls_of() {
    sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' "$1" | grep -v -E '^(execve|exit|exit_group)$' |
        awk '{ ++count[$1] } $1 ~ /^socket/ { begun = 1 } begun { print $1 ":" count[$1] }'
}

# call_of REQUEST COMMAND...: the first system call of the command, which is run, that has REQUEST
# among its arguments: "ioctl:8".
call_of() {
    local request=$1
    shift
    strace -qq -o /tmp/trace "$@" >/dev/null
    awk -F '(' -v request="$request" '{ ++count[$1] }
        index($0, request) { print $1 ":" count[$1]; exit }' /tmp/trace
}

# What follows runs a command again and again, each time with something else happening to it. A
# scenario may have its own `network`, on which the command works, and its own `finished`, which checks
# that it has done what it was asked for.
network() { bond_and_slave; }
finished() { attached bond0 eth0; }

# bond_and_slave [LINE]...: bond0, and eth0, which is up; and what else lines for `ip -batch` make.
bond_and_slave() {
    ip -batch - <<END # one process for all: this runs often
link add bond0 up type bond mode active-backup miimon 100
link add eth0 type dummy
addr add 192.0.2.1/24 brd + dev eth0
addr add 192.0.2.2/24 brd 192.0.2.127 label eth0:web dev eth0
addr add 2001:db8::1/64 dev eth0 nodad
link set eth0 up
route add default via 192.0.2.254
$(for line; do echo "$line"; done)
END
}

# bond_and_its_slaves: bond0, and eth0 and eth1, which are attached to it.
bond_and_its_slaves() {
    ip -batch - <<END
link add bond0 up type bond mode active-backup miimon 100
link add eth0 type dummy
link add eth1 type dummy
END
    ifenslave bond0 eth0 eth1
}

# vlan_with_a_small_mtu: bond0, and eth0.5 with all that an administrator may have made with it. It cannot
# have the bond's MTU, which the driver finds only when it is down.
vlan_with_a_small_mtu() {
    bond bond0
    ip link set bond0 mtu 9000
    veth eth0 peer0
    up eth0 peer0
    ip link add link eth0 name eth0.5 type vlan id 5
    configured eth0.5
    until_link eth0.5 up
}

# attached BOND SLAVE...: these, and only these, are complete.
attached() {
    slaves "$@"
    shift
    is_up "$@"
    for name; do addresses "$name"; done
}

# no_network: all interfaces go, but `lo`.
no_network() {
    local path deletions=
    for path in /sys/class/net/*; do
        [ ! -e "$path/ifindex" ] || [ "$path" = /sys/class/net/lo ] || deletions="${deletions}link del ${path##*/}$newline"
    done
    # The other end of a cable is gone already.
    ip -force -batch - 2>/dev/null <<END || true
$deletions
END
}

# start_over: another `network` in place of what is there, as it is before a command.
start_over() {
    no_network
    network
    snapshot
}

# calls COMMAND...: runs it on a network of its own; its system calls are then in /tmp/calls.
calls() {
    network
    run strace -qq -o /tmp/trace "$@"
    finished
    calls_of /tmp/trace >/tmp/calls
    no_network
}

# each_fault ERRORS COMMAND...: each of its system calls fails once with the first of the errors, and
# each ioctl with each of them. Then either all is done, or nothing: with exit status 1, and the reason
# on stderr.
each_fault() {
    local errors=$1 call error
    shift
    calls "$@"
    network
    snapshot
    while read -r call; do
        for error in $errors; do
            run with_fault "$call:$error" "$@"
            [ "$rc" = 0 ] || reason "$call" "$error"
            done_or_not "$call:$error"
            case $call in ioctl:*) ;; *) break ;; esac
        done
    done </tmp/calls
}

# reason CALL ERROR: the text of the error is the reason that is given. (Of these errors. What is not
# supported may just be asked for in another way.)
reason() {
    local text
    case $2 in
    EIO) text="Input/output error" ;;
    EPERM) text="Operation not permitted" ;;
    ENOBUFS) text="No buffer space available" ;;
    ENODEV) text="No such device" ;;
    EINVAL) text="Invalid argument" ;;
    ENOMEM) text="Cannot allocate memory" ;;
    *) return ;;
    esac
    case $err in *": $text"*) ;; *) fail "$1 failed with $2, which is not the reason given" ;; esac
}

# each_signal SIGNALS COMMAND...: a signal comes during each of its system calls, each in turn. It ends
# the command only where nothing is touched yet.
each_signal() {
    local signals=$1 call signal
    shift
    calls "$@"
    network
    snapshot
    while read -r call; do
        signal=${signals%% *}
        signals="${signals#* } $signal"
        run with_signal "$call:$signal" "$@"
        # Or, where the program goes on after that, when all is done.
        if [ "$rc" -gt 128 ] && (finished) >/tmp/finished 2>&1; then rc=0; fi
        if [ "$rc" -gt 128 ]; then
            unchanged "$signal in $call ended it half-way"
        else
            done_or_not "$call:$signal"
        fi
    done </tmp/calls
}

# done_or_not WHAT: after what has happened, either all is done (and is made anew), or nothing.
done_or_not() {
    if [ "$rc" = 0 ]; then
        finished
        start_over
        return
    fi
    expect "exit status after $1" 1 "$rc"
    unchanged "$1, and something has changed"
    says "" # a message of its own
}

# meanwhile CALL:NUMBER DO COMMAND...: runs COMMAND, and halts it after its NUMBERth CALL until
# the shell has done DO. $rc, $out and $err are as after `run`.
meanwhile() {
    local call=${1%%:*} number=${1#*:} do=$2 program halted
    shift 2
    echo "\$ $* # and after $call number $number: $do"
    rc=0
    if [ "$fault" ]; then
        [ -e /tmp/halted ] || mkfifo /tmp/halted /tmp/resume
        fault "$call:$number:pause" "$@" >/tmp/out 2>/tmp/err &
        program=$!
        read -r halted </tmp/halted
        [ "$halted" = halted ] || fail "there is no $call number $number"
        eval "$do" || fail "cannot be done: $do"
        echo >/tmp/resume
        wait $program || rc=$?
        has_run
        return
    fi
    : >/tmp/trace
    strace -qq -o /tmp/trace -e inject="$call:signal=SIGSTOP:when=$number" "$@" >/tmp/out 2>/tmp/err &
    program=$!
    until grep -q 'stopped by SIGSTOP' /tmp/trace; do
        kill -0 $program || fail "there is no $call number $number"
        sleep 0.02
    done
    eval "$do" || fail "cannot be done: $do"
    killall -CONT "${1##*/}"
    wait $program || rc=$?
    has_run
}

# each_gap NAME DO CHECK COMMAND...: DO is done in each gap before one of the command's requests to the
# kernel, and after the last, once it has looked up the interface NAME, on a network of its own each
# time. CHECK is what must hold then. (Requests that only read one thing, SIOCG..., do not count.)
each_gap() {
    local name=$1 do=$2 check=$3 call
    shift 3
    calls "$@"
    awk -F '(' -v name="\"$name\"" -v by="${looked_up_by-SIOCGIFINDEX}" '
        $1 != "ioctl" && $1 != "sendto" { next }
        known && !/SIOCG/ { print last }
        { last = $1 ":" ++count[$1] }
        $0 ~ by && index($0, name) { known = 1 }
        END { if (known) print last }' /tmp/trace | uniq >/tmp/gaps
    [ -s /tmp/gaps ] || fail "it does not look up $name"
    while read -r call; do
        network
        snapshot
        meanwhile "$call" "$do" "$@"
        $check
        no_network
    done </tmp/gaps
}

# whole SLAVE: it is complete in a bond, without addresses and routes of its own, or as in the snapshot;
# by the state in /tmp/after.
whole() {
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

# enslaving: with_fault's name for the request that attaches an interface which is up to bond0.
enslaving() {
    ip link add eth99 up type dummy
    call_of SIOCBONDENSLAVE ifenslave bond0 eth99
    ip link del eth99
}

# renamed FROM TO: gives an interface another name. Older kernels rename only what is down, so it may
# not be: then it is still `called FROM`.
renamed() { ip link set "$1" name "$2" 2>/dev/null || true; }
called() { [ -e "/sys/class/net/$1" ]; }

# failed [SCRIPT]: the command has, and all is as it was, but for what sed's SCRIPT does to that.
failed() {
    expect "exit status" 1 "$rc"
    says ""
    unchanged_but "${1-}"
}

# ---- showing ----------------------------------------------------------------------------------

# BusyBox's programs, whichever ifenslave is under test. Of an interface that is down the classic
# shows nothing, even with -a, and by its name alone it shows only what has a bond's driver or no
# driver's name at all; BusyBox's ifconfig shows both, in the classic's own way.
classic() { /lab/classic/ifenslave "$@"; }
ifconfig() { /bin/busybox ifconfig "$@"; }
# Where there is no classic: what is up is shown alike.
[ -e /lab/classic ] || classic() { ifconfig "$@"; }

# in_flux: all that may change by itself: counters, IPv6 addresses that come and go, carriers.
in_flux() { cat /proc/net/dev /proc/net/if_inet6 /sys/class/net/*/operstate; }

# same_as PROGRAM [OPERAND]...: ifenslave shows, byte for byte, what PROGRAM does, and ends with the
# same exit status. It says something on stderr where PROGRAM does, and only there. Both run until
# nothing has changed meanwhile. (Or what else a scenario calls `shower`.)
shower=ifenslave
same_as() {
    local program=$1 before theirs
    shift
    while :; do
        before=$(in_flux)
        theirs=0 rc=0
        "$program" "$@" >/tmp/theirs 2>/tmp/their_err || theirs=$?
        $shower "$@" >/tmp/out 2>/tmp/err || rc=$?
        [ "$before" != "$(in_flux)" ] || break
    done
    out=$(cat /tmp/out) err=$(cat /tmp/err)
    echo "\$ $shower $*"
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
    echo "theirs (-) and ours (+), spaces as _:"
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

# ---- ifconfig and nameif ----------------------------------------------------------------------

# ours PROGRAM [OPERAND]...: the toolkit's. (By its name alone the shell would find BusyBox's.)
ours() {
    local program=$1
    shift
    "${PATH%%:*}/$program" "$@"
}

# one_interface [LINE]...: eth0, which is down and has no address; and what else lines for `ip -batch` make.
one_interface() {
    ip -batch - <<END
link add name eth0 address 52:54:00:00:00:01 type $dummy
$(for line; do echo "$line"; done)
END
}

# one_cable [LINE]...: the same with a peer, p0, which is up. (Unlike an ifb, it takes another MAC.)
one_cable() {
    ip -batch - <<END
link add name eth0 address 52:54:00:00:00:01 type veth peer name p0 address 52:54:00:00:00:02
link set p0 up
$(for line; do echo "$line"; done)
END
}

# alike COMMAND...: ours and BusyBox's, each on a `network` of its own, leave it in the same state, write
# the same to stdout, something to stderr or nothing, and end both with exit status 0 or both with
# another.
alike() {
    local pause
    for pause in 0 1; do # It takes the kernel some time to notice a carrier.
        # shellcheck disable=SC2086 # words
        on_a_network theirs /bin/busybox ${instead-"$@"}
        on_a_network ours ours "$@"
        ! cmp -s /tmp/theirs /tmp/ours || return 0
    done
    echo "theirs (-) and ours (+):"
    diff -U 0 /tmp/theirs /tmp/ours | grep -v -E '^(---|\+\+\+|@@)' || true
    fail "not as BusyBox's"
}

# means OURS THEIRS: ours does for the words OURS what BusyBox's does for THEIRS.
means() {
    local instead=$2
    # shellcheck disable=SC2086 # words
    alike $1
}

# refused TEXT COMMAND...: ours changes nothing and shows nothing, its exit status is 1, and what it says on
# stderr begins with its name and has TEXT in that line; only its usage may follow. BusyBox's has done
# something by then, or does what was not meant.
refused() {
    local text=$1
    shift
    start_over
    fails 1 ours "$@"
    expect "stdout" "" "$out"
    # What it complains about may have a newline in it.
    case ${err%%
[Uu]sage: *} in
    "$1: "*"$text"*"
$1: "*) fail "more than one message" ;;
    "$1: "*"$text"*) ;;
    *) fail "expected on stderr: $1: ...$text" ;;
    esac
    unchanged
}

# on_a_network WHOSE COMMAND...: runs it on a network of its own; /tmp/WHOSE has how it ended.
on_a_network() {
    local whose=$1
    shift
    no_network
    network
    run "$@"
    [ "$pause" = 0 ] || sleep "$pause"
    {
        [ "$rc" = 0 ] && echo "exit status: 0" || echo "exit status: not 0"
        [ -z "$err" ] && echo "stderr: nothing" || echo "stderr: something"
        sed 's/^/stdout: /' /tmp/out
        state | sed 's/: index [0-9]*/:/' # what has been made anew has another
    } >/tmp/"$whose"
}

# ---- bonds from nothing -----------------------------------------------------------------------

# bonded SPEC...: makes the bonds, without a word on stderr.
bonded() { works ifenslave --bond "$@"; }

# split CHARACTERS TEXT: the words of a text that these are between.
split() {
    local IFS="$1"
    # shellcheck disable=SC2086 # words
    set -- $2
    IFS=' '
    echo "$*"
}

# option BOND OPTION: what the kernel says that it is; of an option that has names for its values the
# name, and the number behind it. Nothing where the kernel does not have that option.
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
# Neither sysfs nor this `ip` knows it: the byte in the attribute (number 32) of the kernel's answer.
coupled_control_of() {
    strace -qq -xx -s 4096 -e trace=recvmsg -e signal=none -o /tmp/answer /bin/ip -d link show "$1" >/dev/null
    tr -d '\\x' </tmp/answer | sed -n 's/.*05002000\(0[01]\)000000.*/\1/p' | sed '1!d; s/^0//'
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

# no_bond NAME...: there is none.
no_bond() { for name; do [ ! -e "/sys/class/net/$name" ] || fail "$name is there"; done; }

# makes_nothing TEXT COMMAND...: refused, with TEXT in what it says on stderr; and nothing has changed
# since the snapshot.
makes_nothing() {
    local text=$1
    shift
    fails 1 "$@"
    says ""
    case $err in *"$text"*) ;; *) fail "expected on stderr: $text" ;; esac
    unchanged "something was made"
}

# silently COMMAND...: it succeeds, and the kernel has no change of an interface to tell of.
silently() {
    local monitor
    ip -o monitor link >/tmp/monitor &
    monitor=$!
    noticed first
    run "$@"
    expect "exit status" 0 "$rc"
    noticed last
    kill $monitor
    sed -n '/ first[:@]/,/ last[:@]/p' /tmp/monitor | grep -v -E ' (first|last)[:@]' >/tmp/changes || true
    [ ! -s /tmp/changes ] || fail "it changed something: $(cat /tmp/changes)"
}
# noticed NAME: an interface comes and goes, which `ip monitor` has told.
noticed() {
    until grep -q " $1[:@]" /tmp/monitor; do
        ip link add "$1" type dummy
        ip link del "$1"
        sleep 0.1
    done
    sleep 0.1
}

# two_slaves [LINE]...: eth0 and eth1, both up and with addresses; and what else lines for `ip -batch` make.
two_slaves() {
    ip -batch - <<END
link add eth0 type dummy
link add eth1 type dummy
addr add 192.0.2.1/24 brd + dev eth0
addr add 198.51.100.1/24 brd + dev eth1
link set eth0 up
link set eth1 up
route add default via 192.0.2.254
$(for line; do echo "$line"; done)
END
}
# bonded_or_not WHAT: in place of done_or_not, where the command makes bond0 of eth0 and eth1. What has
# happened may have kept one of them from it: then that one is as it was. If it has kept out both, all is.
bonded_or_not() {
    if [ "$rc" = 0 ]; then
        finished
    else
        says "" # a message of its own
        # Where a bond works without something, it is 3.
        [ "$rc" = 3 ] || expect "exit status after $1" 1 "$rc"
        if [ ! -e /sys/class/net/bond0 ] || [ -z "$(slaves_of bond0)" ]; then
            expect "exit status after $1" 1 "$rc"
            unchanged "$1, and something has changed"
            return
        fi
        state >/tmp/after
        whole eth0
        whole eth1
    fi
    start_over
}

# now: hundredths of a second.
now() {
    local up
    read -r up _ </proc/uptime
    echo "${up%.*}${up#*.}"
}
# takes LEAST COMMAND...: and it is run in no less than so many hundredths of a second; nor in fifteen
# seconds, which is less than all time-outs that are not meant to be over.
takes() {
    local least=$1 begin took
    shift
    begin=$(now)
    run "$@"
    took=$(($(now) - begin))
    [ $took -ge "$least" ] || fail "it took $took hundredths of a second only"
    [ $took -lt 1500 ] || fail "it took $took hundredths of a second"
}
# once_waiting COMMAND...: in the background, as soon as ifenslave waits for something.
once_waiting() { (until waits; do sleep 0.05; done && "$@") & }
waits() {
    local pid stat
    for pid in $(pidof ifenslave); do
        read -r stat 2>/dev/null <"/proc/$pid/stat" || continue
        case $stat in *") S "*) return ;; esac
    done
    return 1
}
# runs_without_waiting COMMAND...: there is nothing that it waits for.
runs_without_waiting() {
    run strace -qq -e trace=/poll -o /tmp/trace "$@"
    expect "waited for" "" "$(cat /tmp/trace)"
}

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

# state: all that must not change when the program refuses to do something, of all interfaces.
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

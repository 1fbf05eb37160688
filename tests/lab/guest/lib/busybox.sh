# Comparing with BusyBox's programs, byte by byte and state by state.
# shellcheck shell=dash disable=SC2034,SC2154 # one file with the others of this folder

# The programs of BusyBox, for any ifenslave under test. BusyBox never shows an interface that is
# down, not even with -a; and by name it shows only an interface whose driver is bonding or has no name.
# BusyBox's ifconfig shows both, in the same format.
classic() { /lab/classic/ifenslave "$@"; }
ifconfig() { /bin/busybox ifconfig "$@"; }

# Where there is no classic: what is up is shown alike.
[ -e /lab/classic ] || classic() { ifconfig "$@"; }

# same_as PROGRAM [OPERAND]...: ifenslave shows, byte for byte, what PROGRAM does, and ends with the
# same exit status. It prints something on stderr where PROGRAM does, and only there. Both run until
# nothing has changed meanwhile. (Or another program that a scenario calls `shower`.)
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
        state | sed 's/: index [0-9]*/:/' # an interface that has been created again has another
    } >/tmp/"$whose"
}

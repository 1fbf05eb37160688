# Running a command again and again, each time with something else happening to it: a system call fails, a signal
# arrives, another process changes the same interfaces.
# shellcheck shell=dash disable=SC2034,SC2154 # one file with the others of this folder

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

# calls COMMAND...: runs it on a network of its own; its system calls are then in /tmp/calls.
calls() {
    network
    run strace -qq -s 64 -o /tmp/trace "$@"
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
            all_or_nothing "$call:$error"
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
            all_or_nothing "$call:$signal"
        fi
    done </tmp/calls
}

# all_or_nothing WHAT: after what has happened, either all is done (and is created again), or nothing.
all_or_nothing() {
    if [ "$rc" = 0 ]; then
        finished
        start_over
        return
    fi
    expect "exit status after $1" 1 "$rc"
    unchanged "$1, and something has changed"
    reports "" # a message of its own
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
# time. CHECK is what must hold then. (Requests that only read one thing, SIOCG... and RTM_GETLINK, do not count.
# strace prints netlink messages in words, or as numbers and bytes.)
each_gap() {
    local name=$1 do=$2 check=$3 call
    shift 3
    calls "$@"
    awk -F '(' -v name="\"$name\"" -v bytes="$(printf %s "$name" | od -An -v -tx1 | tr ' ' x | tr -d '\n')" '
        BEGIN { gsub("x", "\\x", bytes) }
        $1 != "ioctl" && $1 != "sendto" { next }
        { is_link = /RTM_GETLINK|nlmsg_type=0x12/ && !/NLM_F_DUMP|0x300/ }
        known && !/SIOCG/ && !is_link { print last }
        { last = $1 ":" ++count[$1] }
        (/SIOCGIF/ || is_link) && (index($0, name) || index($0, bytes)) { known = 1 }
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

# enslave_call: with_fault's name for the request that attaches an interface which is up to bond0.
enslave_call() {
    ip link add eth99 up type dummy
    call_of SIOCBONDENSLAVE ifenslave bond0 eth99
    ip link del eth99
}

# bond_or_nothing WHAT: instead of all_or_nothing, where the command creates bond0 of eth0 and eth1. What has
# happened may have kept one of them from it: then that one is as it was. If it has kept out both, all is.
bond_or_nothing() {
    if [ "$rc" = 0 ]; then
        finished
    else
        reports "" # a message of its own
        # Where a bond works without something, it is 3.
        [ "$rc" = 3 ] || expect "exit status after $1" 1 "$rc"
        if [ ! -e /sys/class/net/bond0 ] || [ -z "$(slaves_of bond0)" ]; then
            expect "exit status after $1" 1 "$rc"
            unchanged "$1, and something has changed"
            return
        fi
        state >/tmp/after
        complete_or_unchanged eth0
        complete_or_unchanged eth1
    fi
    start_over
}

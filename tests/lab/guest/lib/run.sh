# Running the program, and checking its exit status and what it prints.
# shellcheck shell=dash disable=SC2034,SC2154 # one file with the others of this folder

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

# fails RC COMMAND...: it fails with that exit status, and reports why.
fails() {
    local want=$1
    shift
    run "$@"
    expect "exit status" "$want" "$rc"
    [ -n "$err" ] || fail "it failed without a word on stderr"
}

# prints TEXT COMMAND...: it succeeds, and prints this.
prints() {
    local text=$1
    shift
    works "$@"
    expect "stdout" "$text" "$out"
}

# request_fails ERROR REQUEST...: the example `netdevice` makes a request, and this errno is the answer.
request_fails() {
    local error=$1
    shift
    fails 1 netdevice "$@"
    expect "stderr" "netdevice: $error" "$err"
}

# reports TEXT: the last program printed a line to stderr that begins with "ifenslave: TEXT".
reports() {
    case "
$err" in
    *"
ifenslave: $1"*) ;;
    *) fail "expected on stderr: ifenslave: $1" ;;
    esac
}

# unprivileged COMMAND...: as a user with no capabilities.
unprivileged() { su nobody -s /bin/sh -c "$*"; }

# ours PROGRAM [OPERAND]...: the toolkit's. (By its name alone the shell would find BusyBox's.)
ours() {
    local program=$1
    shift
    "${PATH%%:*}/$program" "$@"
}

# bonded SPEC...: makes the bonds, without a word on stderr.
bonded() { works ifenslave --bond "$@"; }

# rejects TEXT COMMAND...: its exit status is 1, it reports TEXT, and nothing has changed since the snapshot.
# With ifconfig and nameif, our own is meant, on a network made for it (BusyBox's has changed something at
# then, or does what was not meant): it prints nothing, and TEXT is in its first line, which only its usage
# may follow.
rejects() {
    local text=$1
    shift
    case $1 in
    ifconfig | nameif) ;;
    *)
        fails 1 "$@"
        reports ""
        case $err in *"$text"*) ;; *) fail "expected on stderr: $text" ;; esac
        unchanged
        return
        ;;
    esac
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

# silently COMMAND...: it succeeds, and the kernel reports no change of an interface.
silently() {
    local attempt
    for attempt in 1 2 3; do
        announces "$@"
        [ -s /tmp/changes ] || return 0
        # A bridge, for example, announces itself now and then. A command that changes something does so each time.
        echo "(attempt $attempt: there were announcements)"
    done
    fail "it changed something: $(cat /tmp/changes)"
}

# announces COMMAND...: a command that works; what the kernel announces meanwhile is in /tmp/changes.
announces() {
    local monitor
    # The file exists, and ip listens, before until_quiet counts its lines.
    : >/tmp/monitor
    ip -o monitor link >>/tmp/monitor &
    monitor=$!
    noticed listening
    until_quiet
    noticed first
    run "$@"
    expect "exit status" 0 "$rc"
    noticed last
    kill $monitor
    wait $monitor || true
    sed -n '/ first[:@]/,/ last[:@]/p' /tmp/monitor | grep -v -E ' (first|last)[:@]' >/tmp/changes || true
}

# until_quiet: until the kernel has announced nothing for a while. (After a bond is created, the driver looks at its
# links.)
until_quiet() {
    local lines before=''
    while lines=$(wc -l </tmp/monitor) && [ "$lines" != "$before" ]; do
        before=$lines
        sleep 0.6
    done
}

# noticed NAME: an interface comes and goes, as `ip monitor` reports.
noticed() {
    until grep -q " $1[:@]" /tmp/monitor; do
        ip link add "$1" type dummy
        ip link del "$1"
        sleep 0.1
    done
    sleep 0.1
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

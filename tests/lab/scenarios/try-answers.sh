# --try: Enter and SIGUSR1 keep the change. SIGHUP, SIGINT, SIGTERM and SIGQUIT roll it back at once, also while -w waits.
# Neither a closed nor an ended standard input is an answer.
dummy eth0 eth1
bond bond0
configured eth0
snapshot
# tried SECONDS ARGUMENT...: with an open standard input that has nothing.
mkfifo /tmp/nothing
sleep 600 >/tmp/nothing &
tried() { run ifenslave "$@" </tmp/nothing; }
stays() {
    expect "exit status" 0 "$rc"
    ! ip link show | grep -q try- || fail "the mark is left"
    reports "press Enter or send SIGUSR1 to process "
}
goes() {
    expect "exit status" 1 "$rc"
    reports "not confirmed: rolled back"
    unchanged
}
for signal in HUP INT TERM QUIT; do
    begin=$(now)
    for command in "-m bond0 eth0 eth1" "-m -b bond0:eth0,eth1:miimon=50" "-m -b bond1:eth0,eth1" "-w 30 -b bond1:eth1,eth9" "-m -w 30 -b bond0:eth0,eth9"; do
        once_waiting killall -$signal ifenslave
        # shellcheck disable=SC2086 # words
        tried --try 60 $command
        goes
        case $err in *"not present after"*) fail "it reports a wait that is not over" ;; esac
    done
    [ $(($(now) - begin)) -lt 4000 ] || fail "it has waited"
done
# A signal without any change.
works ifenslave -b bond1:eth1
once_waiting killall -TERM ifenslave
tried --try 60 -w 30 -b bond1:eth1,eth9
expect "exit status" 1 "$rc"
works ifenslave -D bond1
up eth1
ip link set eth1 down

for command in "-m bond0 eth0 eth1" "-m -D bond0" "-m -b bond0:eth0,eth1:miimon=50" "-c bond0 eth1" "-d bond0 eth1" "-D bond0"; do
    once_waiting killall -USR1 ifenslave
    # shellcheck disable=SC2086 # words
    tried --try 60 $command
    stays
    case $command in
    "-m bond0"*) slaves bond0 eth0 eth1 ;;
    "-c"*) active bond0 eth1 ;;
    "-d"*) slaves bond0 eth0 ;;
    *-D*) no_bond bond0 ;;
    esac
    # shellcheck disable=SC2015
    [ -e /sys/class/net/bond0 ] || { case $command in -m*) ;; *) break ;; esac }
    [ -e /sys/class/net/bond0 ] || bond bond0
done

ip addr flush dev eth0
bond bond0
snapshot
run ifenslave --try 1 bond0 eth0 <&-
reports "standard input has ended: only SIGUSR1 to process "
goes
once_waiting killall -USR1 ifenslave
run ifenslave --try 60 bond0 eth0 <&-
stays
works ifenslave -d bond0 eth0
printf 'yes, but without the end of a line' >/tmp/input
run ifenslave --try 1 bond0 eth0 </tmp/input
expect "exit status" 1 "$rc"
reports "standard input has ended: only SIGUSR1 to process "
echo >/tmp/input
run ifenslave --try 60 bond0 eth0 </tmp/input
stays

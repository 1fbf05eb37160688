# The guest's part of the bench: a line for each measurement,
#
#   bench: TASK COUNT PROGRAM MICROSECONDS FAULTS    several of each
#   bench: TASK COUNT PROGRAM calls CALLS
#
# where COUNT is how many interfaces there are. /lab/counts has those to show, in ascending order.
# shellcheck shell=dash
set -eu
export PATH=/bin
. /lab/lib.sh

# once TASK COUNT PROGRAM COMMAND...: its time and page faults; $took is the former, in seconds.
once() {
    local what="$1 $2 $3" line
    shift 3
    line=$(measure time "$@") || fail "$what: $*"
    echo "bench: $what $line"
    took=$((${line% *} / 1000000))
}
# calls TASK COUNT PROGRAM COMMAND...: its system calls.
calls() {
    local what="$1 $2 $3" line
    shift 3
    line=$(measure calls "$@") || fail "$what: $*"
    echo "bench: $what calls $line"
}

# shower PROGRAM: the command that shows all interfaces that are up.
shower() {
    case $1 in
    ours) echo /lab/ours/ifenslave ;;
    classic) echo /lab/classic/ifenslave ;;
    ifconfig) echo /bin/ifconfig ;;
    ip) echo /bin/ip -s addr ;;
    esac
}

# show COUNT: all programs in turn, nine times over. One that takes seconds has one run, and one that
# takes many has its system calls not counted; one that takes minutes is not asked to show more.
tired=
show() {
    local round program enough=$tired uncounted=$tired
    for round in 1 2 3 4 5 6 7 8 9; do
        for program in ours classic ifconfig ip; do
            case $enough in *" $program "*) continue ;; esac
            # shellcheck disable=SC2046 # a command and its arguments
            once show "$1" $program $(shower $program)
            [ "$took" -lt 2 ] || enough="$enough $program "
            [ "$took" -lt 20 ] || uncounted="$uncounted $program "
            [ "$took" -lt 60 ] || tired="$tired $program "
        done
    done
    for program in ours classic ifconfig ip; do
        case $uncounted in *" $program "*) continue ;; esac
        # shellcheck disable=SC2046
        calls show "$1" $program $(shower $program)
    done
}

# change COUNT METER: every program attaches two slaves to a bond, makes the other one the active
# one, and releases both: with METER, which is once or calls.
change() {
    local program
    for program in ours classic; do
        "$2" attach "$1" $program "/lab/$program/ifenslave" bond0 eth0 eth1
        "$2" change-active "$1" $program "/lab/$program/ifenslave" -c bond0 eth1
        "$2" detach "$1" $program "/lab/$program/ifenslave" -d bond0 eth0 eth1
    done
    # ip changes one interface per run, and has to be told to bring it down: it reads a batch.
    "$2" attach "$1" ip /bin/ip -batch /tmp/attach
    "$2" change-active "$1" ip /bin/ip link set bond0 type bond active_slave eth1
    "$2" detach "$1" ip /bin/ip -batch /tmp/detach
}

up lo
# The tasks of a bond, without other interfaces.
bond bond0
dummy eth0 eth1
for slave in eth0 eth1; do
    echo "link set $slave down"
    echo "link set $slave master bond0"
done >/tmp/attach
for slave in eth0 eth1; do
    echo "link set $slave nomaster"
    echo "link set $slave down"
done >/tmp/detach
for _ in 1 2 3 4 5 6 7 8 9; do change 3 once; done
change 3 calls
echo -bond0 >/sys/class/net/bonding_masters
ip link del eth0
ip link del eth1

# Dummies, up, each with an IPv6 address of its own making; the loopback interface is the first one.
have=1
while read -r count; do
    while [ $have -lt "$count" ]; do
        have=$((have + 1))
        echo "link add name port$have up type dummy"
    done >/tmp/batch
    ip -batch /tmp/batch
    sleep 2 # for what the kernel does afterwards
    show "$count"
done </lab/counts

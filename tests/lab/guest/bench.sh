# The guest's part of the bench: a line for each measurement,
#
#   bench: TASK COUNT PROGRAM MICROSECONDS FAULTS    several of each
#   bench: TASK COUNT PROGRAM calls CALLS
#   bench: TASK COUNT PROGRAM processes PROCESSES
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
    # ip changes one interface per run, and needs a command to bring it down: it reads a batch.
    "$2" attach "$1" ip /bin/ip -batch /tmp/attach
    "$2" change-active "$1" ip /bin/ip link set bond0 type bond active_slave eth1
    "$2" detach "$1" ip /bin/ip -batch /tmp/detach
}

# Creating a bond that works: two network cards, down, are attached, and the link is up. Next to one
# command there are scripts, one with BusyBox's programs and sysfs, one with iproute2: by themselves, and
# with the sleeps that scripts have, a second after each slave and between two looks at the link.
# A script's name has the program's before the dash.
bonding_script() {
    local look="" pause="" slave
    case $1 in *-sleeping) look="sleep 1" pause="sleep 1" ;; esac
    echo "set -e"
    case $1 in
    classic*)
        cat <<END
echo +bond0 >/sys/class/net/bonding_masters
echo active-backup >/sys/class/net/bond0/bonding/mode
echo 100 >/sys/class/net/bond0/bonding/miimon
busybox ip link set bond0 up
END
        for slave in eth0 eth1; do echo "/lab/classic/ifenslave bond0 $slave; $pause"; done
        ;;
    ip*)
        echo "/bin/ip link add bond0 up type bond mode active-backup miimon 100"
        for slave in eth0 eth1; do
            echo "/bin/ip link set $slave down"
            echo "/bin/ip link set $slave master bond0; $pause"
        done
        ;;
    esac
    # shellcheck disable=SC2016 # for the script to expand
    echo 'until read -r state </sys/class/net/bond0/operstate && [ "$state" = up ]; do'
    echo "    ${look:-:}"
    echo "done"
}
for script in classic ip classic-sleeping ip-sleeping; do bonding_script $script >/tmp/$script; done
bonder() {
    case $1 in
    ours) echo /lab/ours/ifenslave -w 10 --bond bond0:eth0,eth1:mode=active-backup,miimon=100 ;;
    *) echo sh "/tmp/$1" ;;
    esac
}
# bonding METER SCRIPT...: the program and these scripts, by turns, each from the same beginning.
bonding() {
    local meter=$1 program task
    shift
    for program in ours "$@"; do
        task=bond
        case $* in *-sleeping*) task=bond-sleeping ;; esac
        # shellcheck disable=SC2046 # a command and its arguments
        $meter $task 2 "${program%-*}" $(bonder "$program")
        slaves bond0 eth0 eth1
        expect "operstate after $program" up "$(cat /sys/class/net/bond0/operstate)"
        ip link del bond0
        is_down eth0 eth1
    done
}
# traced TASK COUNT PROGRAM COMMAND...: the system calls of all its processes, and how many these are.
traced() {
    local what="$1 $2 $3"
    shift 3
    strace -f -qq -e signal=none -o /tmp/trace "$@" || fail "$what: $*"
    # As `measure calls` has it: an execve is one, an exit is none.
    echo "bench: $what calls $(grep -c -v -E ' (exit_group\(|<\.\.\. )' /tmp/trace)"
    echo "bench: $what processes $(cut -d ' ' -f 1 /tmp/trace | sort -u | wc -l)"
}

for _ in 1 2 3 4 5 6 7 8 9; do bonding once classic ip; done
bonding traced classic ip
for _ in 1 2 3 4 5 6 7 8 9; do bonding once classic-sleeping ip-sleeping; done
# The cards leave: what follows is about interfaces without one.
for card in eth0 eth1; do echo 1 >"$(realpath /sys/class/net/$card/device/..)/remove"; done

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

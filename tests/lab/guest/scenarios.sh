# The guest's part of the harness: runs scenarios one by one, as the host names them. After each
# "lab: next" it reads a line "PROGRAM NAME" from the console, where PROGRAM is the folder that has the
# ifenslave to test; the line "end" ends it.
# With `native` set, this is no guest: the kernel and its log are others', too.
# The host reads the lines that begin with "lab:"; all else begins with "| ".
# shellcheck shell=dash
export PATH=/bin
[ -n "${native-}" ] || stty -echo

# Each in a network, a /sys for that network, and a /tmp of its own.
one() {
    # The time limit is for a program that hangs: the other scenarios go on.
    timeout -s KILL 300 unshare -n -m sh -euc '
        mount -t sysfs sysfs /sys
        mount -t tmpfs tmpfs /tmp
        PATH=$1:$PATH
        . /lab/lib.sh
        . "/lab/scenarios/$2.sh"
    ' "$2" "/lab/$1" "$2" </dev/null >/lab/output 2>&1
}

# Sets $faults to whether the kernel has found a fault of its own: an oops (128) or a warning (512).
kernel_faults() {
    faults=
    [ -n "${native-}" ] || { read -r faults </proc/sys/kernel/tainted && faults=$((faults & (128 | 512))); }
}
# Sets $now: hundredths of a second.
now() {
    read -r now _ </proc/uptime
    now=${now%.*}${now#*.}
    # Not as octal, in the first second.
    now=${now#0} now=${now#0}
}

while echo "lab: next" && read -r program name && [ "$program" != end ]; do
    [ -n "${native-}" ] || echo "lab: begin $program $name" >/dev/kmsg
    kernel_faults
    before=$faults
    now
    begin=$now
    one "$program" "$name"
    rc=$?
    now
    kernel_faults
    if [ "$before" != "$faults" ]; then
        echo "FAILED: the kernel reports a fault of its own" >>/lab/output
        rc=1
    fi
    # The output of a scenario that holds is of no use, and slow to print: a character at a time.
    if [ $rc != 0 ]; then
        sed 's/^/| /' /lab/output
        # What the driver said about it, and anything worse.
        [ -n "${native-}" ] || dmesg | sed -n "/lab: begin $program $name\$/,\$p" | tail -n 40 | sed 's/^/| kernel: /'
        echo
    fi
    echo "lab: end $rc $((now - begin))"
done

# The guest's part of the harness: runs the scenarios that /lab/jobs lists, a line "PROGRAM NAME"
# each, where PROGRAM is the folder that has the ifenslave to test.
# With `native` set, this is no guest: the kernel and its log are others', too.
# The host reads the lines that begin with "lab:"; all else begins with "| ".
# shellcheck shell=dash
export PATH=/bin

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

# Whether the kernel has found a fault of its own: an oops (128) or a warning (512).
kernel_faults() { [ -n "${native-}" ] || echo $(($(cat /proc/sys/kernel/tainted) & (128 | 512))); }

while read -r program name; do
    echo "lab: begin $program $name"
    [ -n "${native-}" ] || dmesg -c >/dev/null
    faults=$(kernel_faults)
    one "$program" "$name"
    rc=$?
    if [ "$(kernel_faults)" != "$faults" ]; then
        echo "FAILED: the kernel reports a fault of its own" >>/lab/output
        rc=1
    fi
    sed 's/^/| /' /lab/output
    # What the driver said about it, and anything worse.
    [ $rc = 0 ] || [ -n "${native-}" ] || dmesg | tail -n 40 | sed 's/^/| kernel: /'
    echo
    echo "lab: end $program $name $rc"
done </lab/jobs

# An output error is a failure.
# classic: fails exit status to a full device: expected '1', found '0'
# native: yes
dummy eth0
up lo eth0
for operand in "" -a lo; do
    run sh -c "ifenslave $operand >/dev/full"
    expect "exit status to a full device" 1 "$rc"
    reports "standard output: No space left on device"
    run sh -c "ifenslave $operand >&-"
    expect "exit status to a closed stdout" 1 "$rc"
    reports "standard output: Bad file descriptor"
    run sh -c "ifenslave $operand <&- 2>&-" # other closed descriptors do not matter
    expect "exit status" 0 "$rc"
    [ -n "$out" ] || fail "nothing is shown"
done

# Anyone may look.
dummy eth0
ip addr add 192.0.2.1/24 dev eth0
up lo
for operand in "" -a lo; do
    ifenslave $operand >/tmp/theirs
    run unprivileged ifenslave $operand
    same_bytes "it depends on the user"
    expect "exit status" 0 "$rc"
done

# A refusal is final: the old request number is for drivers that do not know the new one.
# classic: fails refusals that the driver logged: expected '1', found '2'
bond bond0
dummy br0p
ip link add br0 type bridge
ip link set br0p master br0
dmesg -c >/dev/null

run ifenslave bond0 br0p
expect "refusals that the driver logged" 1 "$(dmesg | grep -c 'Device is in use')"
expect "exit status" 1 "$rc"

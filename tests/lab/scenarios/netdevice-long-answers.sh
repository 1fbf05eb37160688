# An answer of rtnetlink's that is longer than the buffer for it is an error, and is not read as far as it
# goes: an interface with 70 alternative names takes 9 KiB.
bond bond0
dummy eth0 eth1
up eth0
name=$(printf '%0120d' 0)
for number in $(seq 10 79); do ip link property add dev eth1 altname "$name$number"; done
refuses ENOBUFS eth1 link
refuses ENOBUFS -l
run netdevice eth0 link
expect "exit status" 0 "$rc"
# What is up is looked at in the list of all interfaces before it is attached.
snapshot
fails 1 ifenslave bond0 eth0
says "skipping eth0: can't get settings: No buffer space available"
unchanged
works ifenslave -a

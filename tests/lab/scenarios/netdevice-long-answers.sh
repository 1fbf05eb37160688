# An answer of rtnetlink's that is longer than the buffer for it is an error, and is not read as far as it
# goes: an interface with 70 alternative names takes 9 KiB. (Lists never have a longer piece than the
# buffer: the kernel itself leaves such an interface out.)
bond bond0
dummy eth0 eth1
up eth0 eth1
name=$(printf '%0120d' 0)
for number in $(seq 10 79); do ip link property add dev eth1 altname "$name$number"; done
request_fails ENOBUFS eth1 link
run netdevice eth0 link
expect "exit status" 0 "$rc"
works ifenslave bond0 eth0 eth1
attached bond0 eth0 eth1

# -c or -d with a master and no slave shows what is up, and ends with 2; without a master, with 0.
# arch: amd64
# (BusyBox has these options, and ifconfig does not.)
# native: yes
dummy eth0 eth1
ip addr add 192.0.2.1/24 dev eth0
up lo eth0
for option in -c -d --detach --change-active --cha; do
    same_as classic $option lo
    expect "exit status" 2 "$rc"
    shows "inet addr:192.0.2.1" "Local Loopback"
    lacks eth1
    same_as classic $option
done

# Without /proc every interface is still found, and shown without statistics; with a warning.
# classic: fails interfaces: expected 'eth0 eth0:1 eth1 lo', found 'eth0 eth0:1'
# native: yes
dummy eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 192.0.2.2/24 brd + label eth0:1 dev eth0
up eth0
mount -t tmpfs proc /proc
run ifenslave -a
expect "interfaces" "eth0 eth0:1 eth1 lo" "$(shown)"
shows "inet addr:192.0.2.1  Bcast:192.0.2.255  Mask:255.255.255.0" "UP BROADCAST RUNNING NOARP  MTU:1500  Metric:1"
lacks "RX packets"
expect "exit status" 0 "$rc"
reports ""
run ifenslave
expect "interfaces" "eth0 eth0:1" "$(shown)"
expect "exit status" 0 "$rc"
reports ""
run ifenslave eth1
expect "interfaces" "eth1" "$(shown)"
expect "exit status" 0 "$rc"
reports ""

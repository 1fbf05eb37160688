# A user who tries -b over ssh does not lose eth0; the line on stderr has an example.
# field: F7
# field: F12
# field: F13
# field: F14
# field: F16
dummy eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth0
up eth0
ip route add default via 192.0.2.254
snapshot
example="(as in bond0:eth0,eth1:mode=active-backup)"
for command in "-b" "--bond" "-w 5 -b" "-v -b"; do
    rejects "ifenslave -b bond0:eth0,eth1:mode=active-backup" ifenslave $command
done
for words in bond0 "bond0 eth0 eth1" "bond0 mode 1" "bond0 mode 802.3ad miimon 100" "eth0 eth1" eth0; do
    rejects "$example" ifenslave -b $words
done
for name in bond0=eth0,eth1 bond0,eth0,eth1 bond%d bond%d:eth0,eth1:mode=1 "'bond0':eth0" '"bond0":eth0'; do
    rejects "invalid bond name: ${name%%:*} $example" ifenslave -b "$name"
done
rejects "(without bond=)" ifenslave -b bond=bond0:eth0,eth1:mode=active-backup
rejects "not an interface name: eth0 eth1 (slaves are separated by commas)" ifenslave -b 'bond0:eth0 eth1'
# No control character reaches the terminal.
rejects "eth0?eth1" ifenslave -b "$(printf 'bond0:eth0\033eth1 ')"

# With a bond, too.
ip link add bond0 up type bond mode 1
snapshot
rejects "$example" ifenslave -b bond0 eth0 eth1

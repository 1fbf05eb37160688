# The bond has the address of the first slave of the SPEC, whichever card the kernel finds first.
# field: F10
ip link add eth1 address 52:54:00:00:00:0b type dummy
ip link add eth0 address 52:54:00:00:00:0a type dummy
bonded bond0:eth1,eth0:mode=1
mac bond0 52:54:00:00:00:0b
works ifenslave -D bond0
bonded bond0:eth0,eth1:mode=1
mac bond0 52:54:00:00:00:0a
works ifenslave -D bond0

# eth1 waits for eth0, which comes late.
ip link del eth0
once_waiting ip link add eth0 address 52:54:00:00:00:0a type dummy
run ifenslave -w 20 -b bond0:eth0,eth1:mode=1
wait
expect "exit status" 0 "$rc"
attached bond0 eth0 eth1
mac bond0 52:54:00:00:00:0a
works ifenslave -D bond0

# A dead card does not delay the network: after five seconds, eth1 is attached without it.
ip link del eth0
(until [ "$(slaves_of bond0 2>/dev/null)" = eth1 ]; do sleep 0.1; done && ip link add eth0 address 52:54:00:00:00:0a type dummy) &
takes 450 ifenslave -w 60 -b bond0:eth0,eth1:mode=1
wait
expect "exit status" 0 "$rc"
attached bond0 eth0 eth1
mac bond0 52:54:00:00:00:0b
works ifenslave -D bond0

# With an address of its own, the order does not matter.
for mac in 02-00-00-00-00-07 02:00:00:00:00:07; do
    bonded bond0:eth1,eth0:mode=1,mac=$mac
    mac bond0 02:00:00:00:00:07
    attached bond0 eth0 eth1
    expect "MAC of eth1" 02:00:00:00:00:07 "$(mac_of eth1)"
    silently ifenslave -b bond0:eth1,eth0:mode=1,mac=$mac
    works ifenslave -D bond0
    mac eth0 52:54:00:00:00:0a
    mac eth1 52:54:00:00:00:0b
done
# An existing bond gets it with its slaves.
bonded bond0:eth0,eth1:mode=1
bonded bond0:eth0,eth1:mac=02-00-00-00-00-07
mac bond0 02:00:00:00:00:07
expect "MAC of eth1" 02:00:00:00:00:07 "$(mac_of eth1)"
works ifenslave -D bond0
snapshot
for mac in 01-00-5e-00-00-01 00-00-00-00-00-00 02-00-00-00-00 02-00-00-00-00-0g; do
    rejects "mac=$mac" ifenslave -b bond0:eth0,eth1:mac=$mac
done
# There, the bond has the address of its active slave, and the driver ignores any other.
rejects "can't set hw address" ifenslave -b bond0:eth0,eth1:mode=1,fail_over_mac=active,mac=02-00-00-00-00-07

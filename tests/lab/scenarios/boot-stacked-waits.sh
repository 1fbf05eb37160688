# -w waits for the cards below VLANs and bridges, and for those that are to be renamed, as for slaves. What never comes
# is reported, and the rest works.
ip link add eth0 address 52:54:00:00:00:01 type dummy
line="vlan=vlan5:eth1 bridge=br0:eth0,lan0 ifname=lan0:52:54:00:00:00:03 vlan=vlan6:br0 bond=bond0:eth2:mode=1"
echo "$line" >/tmp/cmdline
# (In the background, there is no standard input.)
cat >/tmp/late <<END
link add eth1 address 52:54:00:00:00:02 type dummy
link add eth9 address 52:54:00:00:00:03 type dummy
link add eth2 address 52:54:00:00:00:04 type dummy
END
once_waiting ip -batch /tmp/late
run ifenslave -w 10 --boot /tmp/cmdline
expect "exit status" 0 "$rc"
reports "vlan5: waiting for eth1"
reports "br0: waiting for lan0"
reports "lan0: waiting for 52:54:00:00:00:03"
is_up vlan5 br0 vlan6 bond0 lan0
works ifenslave -D --boot /tmp/cmdline
no_bond vlan5 br0 vlan6 bond0

echo "vlan=vlan5:eth7 bridge=br0:eth0,eth8 bond=bond0:eth2:mode=1 bondwait=1" >/tmp/cmdline
takes 100 ifenslave -w 30 --boot /tmp/cmdline
expect "exit status" 3 "$rc"
reports "eth7: not present after 1 s"
reports "eth8: not present after 1 s"
no_bond vlan5
is_up br0 eth0 bond0
works ifenslave -D --boot /tmp/cmdline

# Without -w, all that is missing is reported at once.
snapshot
echo "vlan=vlan5:eth7 bridge=br1:eth8" >/tmp/cmdline
rejects "skipping eth7: can't get settings: No such device" ifenslave --boot /tmp/cmdline
no_bond vlan5 br1

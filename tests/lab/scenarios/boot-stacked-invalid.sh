# An invalid word is named, and the others count: exit status 3; or 1 if nothing is created. Names that are in use are
# left alone.
ip -batch - <<END
link add eth0 address 52:54:00:00:00:01 type dummy
link add eth1 address 52:54:00:00:00:02 type dummy
link add eth2 address 52:54:00:00:00:03 type dummy
link add br7 up type bridge
link set eth2 master br7
link add link eth1 name vlan9 type vlan id 9
END
snapshot
while read -r word text; do
    echo "ro $word rw" >/tmp/cmdline
    rejects "$text" ifenslave --boot /tmp/cmdline
    echo "$word bond=bond0:eth0:mode=1" >/tmp/cmdline
    fails 3 ifenslave --boot /tmp/cmdline
    reports "$text"
    attached bond0 eth0
    works ifenslave -D bond0
    unchanged
done <<END
vlan=vlan4095:eth1 vlan4095: bad value: vlan4095:eth1
vlan=vlan0:eth1 vlan0: bad value: vlan0:eth1
vlan=trunk:eth1 trunk: bad value: trunk:eth1
vlan=vlan5 bad value: vlan5
vlan=sixteen-bytes-05:eth1 bad value: sixteen-bytes-05:eth1
vlan=vlan%d5:eth1 vlan%d5: bad value: vlan%d5:eth1
bridge=br0 bad value: br0
bridge=br0:eth0,,eth1 br0: bad value: br0:eth0,,eth1
ifname=lan0:52:54:00 lan0: bad value: lan0:52:54:00
ifname=lan0 bad value: lan0
ifname=lan%d:52:54:00:00:00:02 lan%d: bad value: lan%d:52:54:00:00:00:02
vlan=vlan9:eth2 vlan9: another interface has this name
vlan=other9:eth1 other9: can't create: File exists
bridge=vlan9:eth1 vlan9: another interface has this name
bridge=br0:eth2 can't enslave eth2 to br0: Device or resource busy
bridge=br0:lo can't enslave lo to br0: a loopback device
vlan=lo.5:lo can't enslave lo to lo.5: a loopback device
END

# A bare vlan asks for nothing.
echo "vlan bond=bond0:eth0:mode=1" >/tmp/cmdline
run ifenslave --boot /tmp/cmdline
expect "exit status" 0 "$rc"
reports "bad value: "
attached bond0 eth0
works ifenslave -D --boot /tmp/cmdline

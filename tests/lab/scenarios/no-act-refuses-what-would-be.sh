# -n rejects what would be rejected; and creates nothing where a wrong option may be found only by
# trying it.
dummy eth0 eth1 eth2
bonded bond1:eth2:mode=1
snapshot
while read -r arguments; do
    rejects "" ifenslave -n $arguments
done <<END
-b bond0:eth0:mode=9
-b bond0:eth0:mode=1,xyz=1
-b bond0:eth0 bond2:eth1::12
-b eth0:eth1
-b lo:eth1
-D eth0
bond1 eth9
bond9 eth0
-d bond1 eth0
-c bond1 eth0
END

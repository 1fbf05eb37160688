# The primary slave is active when all have come; also where it is the last, and where it appears late.
dummy eth0 eth1 eth2
bonded bond0:eth0,eth1,eth2:mode=active-backup,miimon=100,primary=eth2
options bond0 primary=eth2
active bond0 eth2
ip link del bond0
bonded bond0:eth0,eth1:mode=1,miimon=100,primary=eth1,primary_reselect=failure
options bond0 primary=eth1 primary_reselect=failure
ip link del bond0

ip link del eth1
once_waiting ip link add eth1 type dummy
run ifenslave -w 20 -b bond0:eth0,eth1:mode=1,miimon=100,primary=eth1
wait
expect "exit status" 0 "$rc"
options bond0 primary=eth1
attached bond0 eth0 eth1
active bond0 eth1

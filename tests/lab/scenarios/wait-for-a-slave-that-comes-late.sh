# A slave that appears two seconds late is attached when it does: made, renamed, or moved here.
dummy eth0
once_waiting sh -c 'sleep 2; ip link add eth1 type dummy'
takes 200 ifenslave -w 20 --bond bond0:eth0,eth1:mode=active-backup,miimon=100
expect "exit status" 0 "$rc"
attached bond0 eth0 eth1
is_up bond0
wait
ip link del bond0
ip link del eth1
once_waiting sh -c 'ip link add new type dummy; sleep 0.5; ip link set new name eth1'
takes 50 ifenslave --wait=20 -b bond0:eth0,eth1:mode=1,miimon=100
expect "exit status" 0 "$rc"
attached bond0 eth0 eth1
wait
ip link del bond0
ip link del eth0
ip link del eth1

# All of them; of two bonds.
once_waiting sh -c 'ip link add eth0 type dummy; sleep 1; ip link add eth1 type dummy'
takes 100 ifenslave -w20 -b bond0:eth0:mode=1,miimon=100 bond1:eth1:mode=5
expect "exit status" 0 "$rc"
attached bond0 eth0
attached bond1 eth1
wait
works ifenslave -D bond0 bond1
ip link del eth0
ip link del eth1

# From the kernel's command line.
echo quiet bond=bond0:eth0,eth1:mode=1,miimon=100 >/tmp/cmdline
once_waiting sh -c 'ip link add eth1 type dummy; sleep 1; ip link add eth0 type dummy'
takes 100 ifenslave -w 20 --boot /tmp/cmdline
expect "exit status" 0 "$rc"
attached bond0 eth0 eth1
wait

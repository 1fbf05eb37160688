# A slave may be named by its permanent hardware address, whatever it is called and in whatever order the cards
# were found; and by an alternative name of any length.
ip link add eth0 address 52:54:00:00:00:0a type dummy
ip link add eth1 address 52:54:00:00:00:0b type dummy
ip link add link eth0 name eth0.5 type vlan id 5 # has the address of eth0
ip link add br0 address 52:54:00:00:00:0b type bridge
spec=bond0:52-54-00-00-00-0B,52-54-00-00-00-0a:mode=active-backup,primary=52-54-00-00-00-0a
bonded "$spec"
attached bond0 eth0 eth1
mac bond0 52:54:00:00:00:0b
options bond0 primary=eth0
# Both have the bond's address now.
until_link eth0.5 up
silently ifenslave -b "$spec"
works ifenslave -D bond0

snapshot
rejects "52-54-00-00-00-0c" ifenslave -b bond0:52-54-00-00-00-0c
ip link add eth2 address 52:54:00:00:00:0a type dummy
snapshot
rejects "52-54-00-00-00-0a: can't get settings: Name not unique on network" \
    ifenslave -b bond0:52-54-00-00-00-0a
fails 3 ifenslave -b bond0:eth1,52-54-00-00-00-0c
attached bond0 eth1
works ifenslave -D bond0

# A card that comes late.
once_waiting ip link add eth3 address 52:54:00:00:00:0d type dummy
run ifenslave -w 20 -b bond0:eth1,52-54-00-00-00-0d:mode=1
wait
expect "exit status" 0 "$rc"
reports "bond0: waiting for 52-54-00-00-00-0d"
attached bond0 eth1 eth3
works ifenslave -D bond0

long=enp129s0f1np1-the-second-port-of-the-card-in-the-upper-slot-of-this-machine
ip link property add dev eth1 altname $long
ip link property add dev eth0 altname lan
bonded "bond0:$long,lan:mode=1,primary=$long"
attached bond0 eth0 eth1
options bond0 primary=eth1
silently ifenslave -b "bond0:$long,lan:mode=1,primary=$long"
works ifenslave -D bond0
snapshot
rejects "$long-x" ifenslave -b "bond0:$long-x"

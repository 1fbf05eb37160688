# Slaves that the SPEC does not name, and options that it does not, stay as they are.
dummy eth0 eth1 eth2
bonded bond0:eth2:mode=active-backup,miimon=100,num_grat_arp=5
ip addr add 192.0.2.1/24 dev bond0
bonded bond0:eth0,eth1:mode=active-backup,miimon=150
attached bond0 eth0 eth1 eth2
options bond0 miimon=150 num_grat_arp=5
addresses bond0 "192.0.2.1/24 scope global bond0"
active bond0 eth2

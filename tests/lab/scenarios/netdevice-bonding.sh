# The requests of the bonding driver, with their results in sysfs.
bond bond0
dummy eth0 eth1 eth2
ip link set eth2 mtu 68
prints "mode 1 slaves 0 miimon 100" netdevice bond0 bond_info
request_fails ENODEV bond0 slave_info 0
prints "" netdevice bond0 enslave eth0
prints "" netdevice bond0 enslave eth1
slaves bond0 eth0 eth1
request_fails EBUSY bond0 enslave eth1
prints "mode 1 slaves 2 miimon 100" netdevice bond0 bond_info
prints "eth0 link 0 state 0 failures 0" netdevice bond0 slave_info 0
prints "eth1 link 0 state 1 failures 0" netdevice bond0 slave_info 1
request_fails ENODEV bond0 slave_info 2
prints "" netdevice bond0 change_active eth1
active bond0 eth1
prints "eth1 link 0 state 0 failures 0" netdevice bond0 slave_info 1
up eth2
request_fails EPERM bond0 enslave eth2
request_fails EINVAL bond0 change_active eth2
request_fails EINVAL bond0 release eth2
request_fails ENODEV bond0 enslave eth9
prints "" netdevice bond0 release eth1
slaves bond0 eth0
# What is no bond.
for request in bond_info "slave_info 0" "enslave eth1" "release eth1" "change_active eth1"; do
    request_fails EOPNOTSUPP eth2 $request
done

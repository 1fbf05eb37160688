# The fourth field is the MTU of the bond and of its slaves, which get their own back.
dummy eth0 eth1 eth2
ip link set eth1 mtu 1280
for mtu in 68 576 9000 65535; do
    bonded bond0:eth0,eth1:mode=active-backup:$mtu
    for name in bond0 eth0 eth1; do mtu $name $mtu; done
    works ifenslave -D bond0
    mtu eth0 1500
    mtu eth1 1280
done
# After a MAC, which has colons itself.
bonded bond0:eth0,eth1:mode=4,ad_actor_system=02:00:00:00:00:aa:9000
options bond0 mode=802.3ad ad_actor_system=02:00:00:00:00:aa
mtu bond0 9000
mtu eth1 9000
ip link del bond0
bonded bond0:eth0,eth1:mode=4,ad_actor_system=02:00:00:00:00:bb
options bond0 ad_actor_system=02:00:00:00:00:bb
mtu bond0 1500
# None, or 0, is the bond's own.
ip link del bond0
bonded bond0:eth0,eth1:mode=4:
mtu bond0 1500

# It waits until the links of the bond and of each slave are up: here, until both cables have another end.
link_up() { expect "carrier of bond0" 1 "$(cat /sys/class/net/bond0/carrier)"; }
for asked in mode=0,miimon=100 mode=active-backup,miimon=100 mode=2,miimon=100 mode=3,miimon=100 mode=5 mode=6; do
    veth eth0 p0
    veth eth1 p1
    up p0
    once_waiting ip link set p1 up
    takes 0 ifenslave -w 20 -b bond0:eth0,eth1:$asked
    expect "exit status" 0 "$rc"
    link_up
    attached bond0 eth0 eth1
    wait
    # It is up: there is nothing to wait for.
    runs_without_waiting ifenslave -w 20 -b bond0:eth0,eth1:$asked
    expect "exit status" 0 "$rc"
    works ifenslave -D bond0
    ip link del eth0
    ip link del eth1
done

# 802.3ad: it waits for a partner, who here is another bond at the other end of the cables.
veth eth0 p0
veth eth1 p1
ip link add lag type bond mode 802.3ad miimon 100 lacp_rate fast
ip link set p0 master lag
ip link set p1 master lag
once_waiting ip link set lag up
run ifenslave -w 60 -b bond0:eth0,eth1:mode=802.3ad,miimon=100,lacp_rate=fast
wait
expect "exit status" 0 "$rc"
attached bond0 eth0 eth1
partner=$(cat /sys/class/net/bond0/bonding/ad_partner_mac)
expect "partner" "$(mac_of lag)" "$partner"
expect "carrier of bond0" 1 "$(cat /sys/class/net/bond0/carrier)"

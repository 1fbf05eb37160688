# What -D leaves is what -b begins with, again and again.
dummy eth0 eth1
snapshot
for _ in 1 2 3 4 5; do
    bonded bond0:eth0,eth1:mode=802.3ad,miimon=100:9000
    attached bond0 eth0 eth1
    works ifenslave -D bond0
    unchanged
done

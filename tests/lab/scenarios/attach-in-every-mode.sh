# Every mode of the driver takes slaves, and gives them back.
# classic: same
dummy eth0 eth1
for mode in balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb; do
    bond bond0 $mode
    works ifenslave bond0 eth0 eth1
    slaves bond0 eth0 eth1
    works ifenslave -d bond0 eth0 eth1
    slaves bond0
    echo -bond0 >/sys/class/net/bonding_masters
done

# The two balancing modes with an active slave have it changed as well.
# classic: same
dummy eth0 eth1
for mode in balance-tlb balance-alb; do
    bond bond0 $mode
    works ifenslave bond0 eth0 eth1
    works ifenslave -c bond0 eth1
    active bond0 eth1
    echo -bond0 >/sys/class/net/bonding_masters
done

# The same with a bond that is there, in another mode and down: all is done, or it is as it was.
# long: yes
network() { two_slaves "link add bond0 type bond mode balance-rr"; }
finished() {
    attached bond0 eth0 eth1
    is_up bond0
    options bond0 mode=active-backup miimon=100
    mtu bond0 1400
}
all_or_nothing() {
    [ "$rc" = 0 ] || [ "$(slaves_of bond0)" ] || options bond0 mode=balance-rr miimon=0
    bond_or_nothing "$@"
}
each_fault EIO ifenslave -b bond0:eth0,eth1:mode=active-backup,miimon=100:1400

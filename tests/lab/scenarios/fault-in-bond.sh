# Whichever of its system calls fails, and why: either the bond is complete, or there is none, and the slaves
# are as they were; or the one that failed is.
# long: yes
network() { two_slaves; }
finished() {
    attached bond0 eth0 eth1
    is_up bond0
    options bond0 mode=active-backup miimon=100
    mtu bond0 1400
}
all_or_nothing() { bond_or_nothing "$@"; }
each_fault "EIO EINVAL" ifenslave -b bond0:eth0,eth1:mode=active-backup,miimon=100:1400

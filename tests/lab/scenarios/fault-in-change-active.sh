# Whichever of its system calls fails, and why: either the active slave has changed, or nothing has.
# long: yes
network() { bond_and_its_slaves; }
finished() { active bond0 eth1; }
each_fault "EIO EPERM ENOBUFS ENODEV EINVAL EINTR" ifenslave -c bond0 eth1

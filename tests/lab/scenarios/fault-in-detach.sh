# Whichever of its system calls fails, and why: either the slave is out, or all is as it was.
# long: yes
network() { bond_and_its_slaves; }
finished() { slaves bond0 eth0; }
each_fault "EIO EPERM ENOBUFS ENODEV EINVAL EINTR" ifenslave -d bond0 eth1

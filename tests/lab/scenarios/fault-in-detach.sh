# Whichever of its system calls fails, and why: either the slave is out, or all is as it was.
# long: yes
network() {
    ip -batch - <<END
link add bond0 up type bond mode active-backup miimon 100
link add eth0 type dummy
link add eth1 type dummy
END
    ifenslave bond0 eth0 eth1
}
finished() { slaves bond0 eth0; }
each_fault "EIO EPERM ENOBUFS ENODEV EINVAL EINTR" ifenslave -d bond0 eth1

# Whichever of its system calls fails, and why: either the active slave has changed, or nothing has.
# long: yes
network() {
    ip -batch - <<END
link add bond0 up type bond mode active-backup miimon 100
link add eth0 type dummy
link add eth1 type dummy
END
    ifenslave bond0 eth0 eth1
}
finished() { active bond0 eth1; }
each_fault "EIO EPERM ENOBUFS ENODEV EINVAL EINTR" ifenslave -c bond0 eth1

# Whichever of its system calls fails: a second slave, which is down, is attached, or is as it was.
# long: yes
network() {
    ip -batch - <<END
link add bond0 up type bond mode active-backup miimon 100
link add eth0 type dummy
link add eth1 type dummy
addr add 192.0.2.1/24 brd + dev eth1
END
    ifenslave bond0 eth0
}
finished() { attached bond0 eth0 eth1; }
each_fault "EIO EPERM EINTR ENOMEM" ifenslave bond0 eth1

# A signal ends a detach where nothing is touched yet, or comes when all is done.
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
each_signal "SIGTERM SIGINT SIGHUP SIGPIPE" ifenslave -d bond0 eth1

# A signal ends a change of the active slave where nothing is touched yet, or comes when all is done.
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
each_signal "SIGTERM SIGINT SIGHUP SIGPIPE" ifenslave -c bond0 eth1

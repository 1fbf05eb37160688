# A signal ends it where nothing is touched yet, or comes when all is done.
# long: yes
network() { two_slaves "link add bond0 up type bond mode active-backup miimon 100"; ifenslave bond0 eth0 eth1; }
finished() {
    no_bond bond0
    is_down eth0 eth1
}
each_signal "SIGTERM SIGINT SIGHUP SIGPIPE" ifenslave -D bond0

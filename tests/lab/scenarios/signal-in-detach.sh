# A signal ends a detach where nothing is touched yet, or comes when all is done.
# long: yes
network() { bond_and_its_slaves; }
finished() { slaves bond0 eth0; }
each_signal "SIGTERM SIGINT SIGHUP SIGPIPE" ifenslave -d bond0 eth1

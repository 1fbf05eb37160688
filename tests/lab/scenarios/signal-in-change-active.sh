# A signal ends a change of the active slave where nothing is touched yet, or comes when all is done.
# long: yes
network() { bond_and_its_slaves; }
finished() { active bond0 eth1; }
each_signal "SIGTERM SIGINT SIGHUP SIGPIPE" ifenslave -c bond0 eth1

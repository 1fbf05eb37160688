# A signal ends it where nothing is touched yet, or comes when all is done.
# long: yes
network() { two_slaves; }
finished() { attached bond0 eth0 eth1; }
each_signal "SIGTERM SIGINT SIGHUP SIGPIPE" ifenslave -b bond0:eth0,eth1:mode=active-backup,miimon=100

# A signal ends an attach where nothing is touched yet, or comes when all is done.
# classic: fails ended it half-way
# long: yes
each_signal "SIGTERM SIGINT SIGHUP SIGPIPE" ifenslave bond0 eth0

# While a slave is attached, another process attaches it to the same bond: it is complete there.
# long: yes
either() { attached bond0 eth0; }
# One of the two is rejected.
each_gap eth0 "ifenslave bond0 eth0 || true" either ifenslave bond0 eth0

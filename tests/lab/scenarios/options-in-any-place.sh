# Options are read by getopt_long's rules.
bond bond0
dummy eth0 eth1 -x
works ifenslave bond0 eth0 eth1

works ifenslave bond0 -c eth1 # after an operand
active bond0 eth1
works ifenslave bond0 eth0 --cha # cut short
active bond0 eth0
works ifenslave -fd bond0 eth1 # in a cluster
slaves bond0 eth0
works ifenslave -d -- bond0 eth0 # up to --
slaves bond0
works ifenslave bond0 -- -x # after which nothing is an option
slaves bond0 -x

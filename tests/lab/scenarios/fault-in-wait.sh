# Whichever of its system calls fails while it waits, it ends, and does not wait for ever.
# long: yes
network() { two_slaves; }
finished() { attached bond0 eth0 eth1; }
done_or_not() { bonded_or_not "$@"; }
each_fault EIO timeout 20 ifenslave -w 10 -b bond0:eth0,eth1:mode=active-backup,miimon=100

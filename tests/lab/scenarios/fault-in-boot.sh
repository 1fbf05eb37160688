# Whichever of its system calls fails, --boot has made the bond, or there is none; and it does not wait for
# ever.
# long: yes
network() { two_slaves; }
finished() { attached bond0 eth0 eth1; }
all_or_nothing() { bond_or_nothing "$@"; }
echo quiet bond=bond0:eth0,eth1:mode=active-backup,miimon=100 rw >/tmp/cmdline
each_fault EIO timeout 20 ifenslave -w 3 --boot /tmp/cmdline

# For the state of bonds, neither privilege nor /proc nor /sys is needed.
bond bond0
dummy eth0 eth1
works ifenslave bond0 eth0 eth1
until_link bond0 up
umount /proc
umount /sys # ours, and the one beneath
umount /sys
run unprivileged ifenslave -s
mount -t proc proc /proc
mount -t sysfs sysfs /sys
expect "exit status" 0 "$rc"
expect "stderr" "" "$err"
expect "stdout" "\
bond0             up      link up          active-backup, miimon 100, active_slave eth0
  eth0            active  link up          perm_hwaddr $(perm_of eth0), link_failure_count 0
  eth1            backup  link up          perm_hwaddr $(perm_of eth1), link_failure_count 0" "$out"

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
bond0             up      link up, active-backup, miimon 100, slaves: 2
  eth0            active  link up, failures: 0
  eth1            backup  link up, failures: 0" "$out"

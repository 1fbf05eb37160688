# Interfaces are found without /proc and /sys.
# native: yes
one_interface
umount /sys
umount /proc || mount -t tmpfs none /proc
run ours nameif net0 52:54:00:00:00:01
mount -t sysfs sysfs /sys
expect "output" "" "$out$err"
expect "exit status" 0 "$rc"
mac net0 52:54:00:00:00:01

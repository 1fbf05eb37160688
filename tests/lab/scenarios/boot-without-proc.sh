# Without /proc there is no command line to read, which is reported; a file is read all the same.
dummy eth0 eth1
echo bond=bond0:eth0,eth1:mode=1 >/tmp/cmdline
snapshot
umount /proc
rc=0 file=0
ifenslave --boot 2>/tmp/err || rc=$?
ifenslave --boot /tmp/cmdline 2>/tmp/file || file=$?
mount -t proc proc /proc
err=$(cat /tmp/err)
expect "exit status" 1 "$rc"
reports ""
case $err in */proc/cmdline*) ;; *) fail "/proc/cmdline is not named" ;; esac
expect "exit status with a file" 0 "$file"
expect "stderr with a file" "" "$(cat /tmp/file)"
attached bond0 eth0 eth1

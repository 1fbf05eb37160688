# With -s what it has to say goes to the system's log, too, as BusyBox's writes it there.
network() { one_interface "link add name eth1 address 52:54:00:00:00:03 type $dummy"; }
syslogd -O /tmp/log -n &
until [ -S /dev/log ]; do sleep 0.1; done
# Of a line there, all but the time and the machine's name: "local0.err nameif: can't parse nope".
logged() {
    kill -0 $! || fail "no syslogd"
    sleep 0.2
    sed -n 's/^.* \([a-z0-9]*\.[a-z]* nameif: \)/\1/p' /tmp/log
    : >/tmp/log
}
logged >/tmp/log_before
for words in "net0 nope" "eth1 52:54:00:00:00:01" "-c /nowhere" "net0 52:54:00:00:00:01" "net0 52:54:00:00:00:09"; do
    for program in /bin/busybox ours; do
        no_network
        network
        # shellcheck disable=SC2086 # words
        run $program nameif -s $words
        logged >/tmp/log_of_${program##*/}
    done
    echoed /tmp/log_of_busybox
    diff -U 0 /tmp/log_of_busybox /tmp/log_of_ours || fail "another log"
done
# Without -s, nothing.
fails 1 ours nameif net0 nope
expect "log" "" "$(logged)"
kill $!
# And without a log, all the same.
rm -f /dev/log
fails 1 ours nameif -s net0 nope
no_network
network
works ours nameif -s net0 52:54:00:00:00:01

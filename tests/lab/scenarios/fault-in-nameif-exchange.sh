# Each request of an exchange of three names fails: then all have their new names, or all have their old
# ones. If every request fails from there on, the message says what the interfaces are called.
# native: yes
# field: F19
network() {
    ip -batch - <<END
link add name eth0 address 52:54:00:00:00:00 type $dummy
link add name eth1 address 52:54:00:00:00:01 type $dummy
link add name eth2 address 52:54:00:00:00:02 type $dummy
END
}
names() { for path in /sys/class/net/*; do [ ! -e "$path/ifindex" ] || echo "$(cat "$path/address")=${path##*/}"; done | sort; }
table="eth1 52:54:00:00:00:00 eth2 52:54:00:00:00:01 eth0 52:54:00:00:00:02"
program=${PATH%%:*}/nameif
network
# shellcheck disable=SC2086 # words
works strace -qq -o /tmp/trace "$program" $table
names >/tmp/new
calls_of /tmp/trace | grep -E '^(ioctl|socket|sendto|recvfrom|recvmsg):' >/tmp/calls
[ "$(grep -c SIOCSIFNAME /tmp/trace)" = 4 ] || fail "not four renames"
while read -r call; do
    for error in EIO EBUSY EEXIST; do
        start_over
        names >/tmp/old
        # shellcheck disable=SC2086 # words
        run with_fault "$call:$error" "$program" $table
        names >/tmp/found
        if [ "$rc" = 0 ]; then
            cmp /tmp/new /tmp/found || fail "not all of it is done"
        else
            expect "exit status after $call:$error" 1 "$rc"
            case $err in "nameif: "*) ;; *) fail "no message" ;; esac
            unchanged
        fi
    done
    start_over
    # shellcheck disable=SC2086 # words
    run with_fault "$call+:EIO" "$program" $table
    names >/tmp/found
    if [ "$rc" = 0 ]; then # That was the end of a list that had all.
        cmp /tmp/new /tmp/found || fail "not all of it is done"
        continue
    fi
    expect "exit status after $call+" 1 "$rc"
    cmp -s /tmp/old /tmp/found || diff /tmp/old /tmp/found | sed -n 's/^> .*=//p' | while read -r name; do
        case $err in *"can't change ifname $name to "*) ;; *) fail "not reported: $name" ;; esac
    done
done </tmp/calls

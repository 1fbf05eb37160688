# Names of hosts are none of its business, wherever an address is wanted; no file is read for them.
# native: yes
# long: yes
network() { one_interface; }
for words in localhost "netmask localhost" "broadcast localhost" "dstaddr localhost" "pointopoint localhost" \
    "add localhost" "del localhost" "add localhost/64"; do
    # shellcheck disable=SC2086 # words
    rejects localhost ifconfig eth0 10.0.0.1 $words
done
one_more() { strace -qq -f -e trace=open,openat,socket,connect -o /tmp/trace "${PATH%%:*}/ifconfig" eth0 localhost; }
fails 1 one_more
! grep -E 'open|connect' /tmp/trace || fail "it looked for localhost"

# More IPv6 addresses on one interface than any buffer holds.
# native: yes
dummy eth0 eth1
for n in $(seq 300); do
    echo "addr add 2001:db8:$n:aaaa:bbbb:cccc:dddd:eeee/64 dev eth0 nodad"
    echo "addr add 2001:db8:ffff::$n/64 dev eth1 nodad"
done >/tmp/batch
up eth0 eth1
ip -batch /tmp/batch
shown_alike eth0
expect "addresses shown" 600 "$(grep -c 'inet6 addr: 2001:db8:' /tmp/out)"

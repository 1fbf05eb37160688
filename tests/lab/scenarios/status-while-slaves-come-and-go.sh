# Bonds and slaves come and go while they are shown: that is no error, and the others are all there.
bond bond0
bond bond9
dummy eth0 eth9
works ifenslave bond0 eth0
works ifenslave bond9 eth9
touch /tmp/go_on
while [ -e /tmp/go_on ]; do
    echo +bond5 >/sys/class/net/bonding_masters
    ip link set eth0 nomaster
    echo -bond5 >/sys/class/net/bonding_masters
    ip link set eth0 master bond0
    echo round >>/tmp/rounds
done &
trap 'rm -f /tmp/go_on; wait || true' EXIT
for _ in $(seq 100); do
    ifenslave -s >/tmp/out 2>/tmp/err || fail "it fails: $(cat /tmp/err)"
    [ ! -s /tmp/err ] || fail "$(cat /tmp/err)"
    expect "others" 3 "$(grep -c -E '^bond0 |^bond9 |^  eth9 ' /tmp/out)"
done
[ "$(grep -c round /tmp/rounds)" -gt 5 ] || fail "hardly anything came and went"

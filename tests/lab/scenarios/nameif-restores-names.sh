# If one interface of an exchange cannot be renamed, none of them is; others get their names all the same.
# field: F19
network() {
    ip -batch - <<NETWORK
link add name eth0 address 52:54:00:00:00:00 type dummy
link add name eth1 address 52:54:00:00:00:01 type dummy
link add name eth2 address 52:54:00:00:00:02 type dummy
link add name eth3 address 52:54:00:00:00:03 type dummy
$up
NETWORK
}
table="eth1 52:54:00:00:00:00 eth2 52:54:00:00:00:01 eth0 52:54:00:00:00:02"
up=
network
# shellcheck disable=SC2086 # words
strace -qq -o /tmp/trace "${PATH%%:*}/nameif" $table
calls_of /tmp/trace | grep -c ioctl >/tmp/count
# Before Linux 6.2 or so, an interface can be renamed only while it is down.
ip link set eth3 up
if ! ip link set eth3 name net3 2>/dev/null; then
    for name in eth0 eth1 eth2; do
        up="link set $name up"
        start_over
        # shellcheck disable=SC2086 # words
        fails 1 ours nameif $table
        case $err in "nameif: can't change ifname $name to "*": Device or resource busy (is it up?)") ;; *) fail "another reason" ;; esac
        unchanged
        # shellcheck disable=SC2086 # words
        fails 1 ours nameif $table lan0 52:54:00:00:00:03
        unchanged_but "s/eth3/lan0/"
    done
fi
# A name of the exchange is wanted twice: the exchange is made, the other stays.
up=
start_over
# shellcheck disable=SC2086 # words
fails 1 ours nameif eth0 52:54:00:00:00:03 $table
expect "stderr" "nameif: can't change ifname eth3 to eth0: File exists" "$err"
mac eth1 52:54:00:00:00:00
mac eth2 52:54:00:00:00:01
mac eth0 52:54:00:00:00:02
mac eth3 52:54:00:00:00:03
# All temporary names are taken.
no_network
network
for letter in a b c d e f g h i j k l m n o p q r s t u v w x y z; do echo "link add nameif-$letter type dummy"; done | ip -batch -
snapshot
# shellcheck disable=SC2086 # words
fails 1 ours nameif $table
case $err in "nameif: can't change ifname eth"*" to nameif-z: File exists") ;; *) fail "another reason" ;; esac
unchanged

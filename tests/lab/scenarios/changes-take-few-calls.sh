# A change makes few system calls, and no more on a machine with many interfaces, addresses and routes.
# hosted: no
# count MOST COMMAND...: it succeeds with at most MOST system calls; their number becomes $calls.
count() {
    local most=$1
    shift
    run strace -qq -o /tmp/trace "$@"
    expect "exit status" 0 "$rc"
    calls=$(grep -c '^[a-z]' /tmp/trace)
    echo "$calls calls: $*"
    # On older kernels, a list takes a call more for each family.
    case $(uname -r) in 5.* | 6.1.*) most=$((most + 2)) ;; esac
    [ "$calls" -le "$most" ] || fail "$calls system calls, more than $most: $(cat /tmp/trace)"
}
one_that_is_up() {
    dummy eth0
    up eth0
    ip addr add 192.0.2.1/24 brd + dev eth0
    ip route add 198.51.100.0/24 via 192.0.2.254
    count 30 ifenslave bond0 eth0
    ip link del eth0
}
two_that_are_down() {
    dummy eth0 eth1
    count 25 ifenslave bond0 eth0 eth1
    ip link del eth0
    ip link del eth1
}
bond bond0
one_that_is_up
alone=$calls
two_that_are_down
alone="$alone $calls"

dummy eth2 eth3
spec=bond1:eth2,eth3:mode=active-backup,miimon=100
count 45 ifenslave -b "$spec"
count 15 ifenslave -b "$spec"

# Neighbours of all sorts.
dummy eth9
up eth9
for n in $(seq 300); do echo "link add name many$n type dummy"; done >/tmp/many
for n in $(seq 1000); do echo "addr add 10.1.$((n / 250)).$((n % 250 + 1))/32 dev eth9"; done >>/tmp/many
for n in $(seq 3000); do echo "route add 10.$((n / 250 + 2)).$((n % 250)).0/24 dev eth9"; done >>/tmp/many
for n in $(seq 300); do echo "neigh add 10.1.9.$((n % 250 + 1)) lladdr 02:00:00:00:00:01 dev eth9"; done |
    sort -u >>/tmp/many
/bin/ip -batch /tmp/many
one_that_is_up
crowded=$calls
two_that_are_down
expect "calls among many" "$alone" "$crowded $calls"

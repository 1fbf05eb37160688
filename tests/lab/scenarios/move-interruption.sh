# long: yes
# While -m moves the configuration of a slave, the machine is unreachable for no longer than the driver takes to attach
# it; counted in pings, one every 10 ms from outside. The addresses of the driver's run are on the bond beforehand. Scripts
# for ip run, too: one process that reads all commands beforehand, and a process for each command.
reachable "link add bond0 up type bond mode active-backup miimon 100" "route add default via 192.0.2.254"
outside_mac=$(ip -n outside -o link show p0 | sed 's/.*ether \([^ ]*\).*/\1/')
# Both know each other's MAC: to ask for it takes a second if the question is lost, which is a matter of luck.
neighbour="192.0.2.9 lladdr $outside_mac nud permanent"
# shellcheck disable=SC2086 # words
ip neigh replace $neighbour dev eth0
ip -n outside neigh replace 192.0.2.1 lladdr "$(mac_of eth0)" nud permanent dev p0
attach="link set eth0 down
addr del 192.0.2.1/24 dev eth0
link set eth0 master bond0"
echo "$attach" >/tmp/driver
echo "$attach
addr add 192.0.2.1/24 brd + dev bond0
neigh replace $neighbour dev bond0
route add default via 192.0.2.254 dev bond0" >/tmp/batch
sed "s,^,$ip ," /tmp/batch >/tmp/commands

moves() {
    case $1 in
    ours) works ifenslave -m bond0 eth0 ;;
    driver | batch) works ip -batch "/tmp/$1" ;;
    commands) works sh /tmp/commands ;;
    esac
}
# afresh: eth0 as it was before, and bond0 without it.
afresh() {
    ip -batch - <<END
link set eth0 nomaster
addr flush dev bond0
neigh flush dev bond0 nud permanent
addr flush dev eth0
addr add 192.0.2.1/24 brd + dev eth0
link set eth0 up
neigh replace $neighbour dev eth0
route replace default via 192.0.2.254
END
    until answers; do :; done
    sleep 0.5
}
rounds=5
for _ in $(seq $rounds); do
    for way in ours driver batch commands; do
        if [ $way = driver ]; then
            ip addr add 192.0.2.1/24 brd + dev bond0
            # shellcheck disable=SC2086 # words
            ip neigh replace $neighbour dev bond0
        fi
        interrupts moves $way
        echo "$lost" >>/tmp/lost.$way
        slaves bond0 eth0
        afresh
    done
done
# The median: now and then, a kernel's queue stays closed for most of a second after the link is up.
median() { sort -n "/tmp/lost.$1" | sed -n "$((rounds / 2 + 1))p"; }
head -n $rounds /tmp/lost.*
# One ping more or less depends on when a run begins.
[ "$(median ours)" -le $(($(median driver) + 1)) ] || fail "it takes longer than the driver"
[ "$(median ours)" -le $(($(median batch) + 1)) ] || fail "it takes longer than ip -batch"

# While a slave is attached, another process puts it into a bridge: there it is up and has its addresses; or
# it was attached before that, and has none.
# long: yes
network() { bond_and_slave "link add br0 type bridge"; }
either() {
    case $(slaves_of bond0) in
    "")
        [ -e /sys/class/net/eth0/brport ] || fail "it is in neither"
        is_up eth0
        if [ "$rc" = 0 ]; then
            addresses eth0
        else
            the_snapshot
            expect "addresses" "$(grep '^eth0 .* inet ' /tmp/before)" "$(state | grep '^eth0 .* inet ')"
        fi
        ;;
    *) attached bond0 eth0 ;;
    esac
}
each_gap eth0 "ip link set eth0 master br0 && ip link set eth0 up" either ifenslave bond0 eth0

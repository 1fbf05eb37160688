# While a slave is attached, another process attaches it to another bond: it is in one of them, and complete there.
# long: yes
network() { bond_and_slave "link add bond1 up type bond mode active-backup miimon 100"; }
either() {
    case $(slaves_of bond1) in
    "") attached bond0 eth0 ;;
    *) attached bond1 eth0 && slaves bond0 && expect "exit status" 1 "$rc" ;;
    esac
    ! ip route show table all dev eth0 | grep -v -E 'proto kernel' || fail "a slave has routes"
}
# One of the two is rejected.
each_gap eth0 "ifenslave bond1 eth0 || true" either ifenslave bond0 eth0

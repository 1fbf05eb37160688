# While a slave is attached, another process sets it up: it is attached, or all is as it was.
# long: yes
either() {
    case $(slaves_of bond0) in
    "") rolled_back ;;
    *) attached bond0 eth0 ;;
    esac
}
each_gap eth0 "ip link set eth0 up" either ifenslave bond0 eth0

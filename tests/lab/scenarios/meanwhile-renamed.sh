# While a slave is attached, another process renames it: it is attached all the same, or all is as it was,
# but for the name.
# long: yes
either() {
    local name=lan0
    called lan0 || name=eth0
    case $(slaves_of bond0) in
    "") rolled_back "s|\\<eth0\\>|$name|g" ;;
    *) attached bond0 $name ;;
    esac
}
each_gap eth0 "renamed eth0 lan0" either ifenslave bond0 eth0

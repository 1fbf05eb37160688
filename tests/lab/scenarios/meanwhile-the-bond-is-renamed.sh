# While a slave is attached, another process renames the bond: it is attached all the same, or all is as it
# was, but for the name.
# long: yes
either() {
    local name=lag0
    called lag0 || name=bond0
    case $(slaves_of $name) in
    "") rolled_back "s|\\<bond0\\>|$name|g" ;;
    *) attached $name eth0 ;;
    esac
}
each_gap eth0 "renamed bond0 lag0" either ifenslave bond0 eth0

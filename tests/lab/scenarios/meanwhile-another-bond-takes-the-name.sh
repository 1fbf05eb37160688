# While a slave is attached, another process gives the bond's name to another bond: the slave is complete in one
# of them, or all is as it was, but for the names.
# long: yes
network() { bond_and_slave "link add bond1 up type bond mode active-backup miimon 100"; }
swap() {
    renamed bond0 lag0
    renamed bond1 bond0
}
either() {
    if called bond1; then # nothing could be renamed
        attached bond0 eth0
        return
    fi
    case $(slaves_of lag0)/$(slaves_of bond0) in
    /) rolled_back 's|\<bond0\>|lag0|g; s|\<bond1\>|bond0|g' ;;
    eth0/) attached lag0 eth0 ;;
    *) attached bond0 eth0 ;;
    esac
}
each_gap eth0 swap either ifenslave bond0 eth0

# While a slave is detached, another process renames it: it is released all the same, or all is as it was, but
# for the name.
# long: yes
network() { bond_and_its_slaves; }
finished() { slaves bond0 eth0; }
either() {
    case $(slaves_of bond0) in
    eth0) ;;
    *) rolled_back 's|\<eth1\>|lan1|g' ;;
    esac
}
each_gap eth1 "renamed eth1 lan1" either ifenslave -d bond0 eth1

# Whichever of its system calls fails, all that an administrator may have made with a slave is as
# it was, or the attach is complete.
# long: yes
network() {
    bond bond0
    veth eth0 peer0
    up peer0
    configured eth0
    until_link eth0 up
}
each_fault EIO ifenslave bond0 eth0

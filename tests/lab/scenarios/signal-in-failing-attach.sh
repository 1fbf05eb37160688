# A signal ends an attach that fails where nothing is touched yet, or comes when all is undone.
# classic: fails ended it half-way
# long: yes
network() {
    bond bond0
    dummy eth0
    ifenslave bond0 eth0
    ip tuntap add tun0 mode tun # which is no Ethernet
    ip addr add 192.0.2.1/24 brd + dev tun0
    up tun0
    until_link tun0 down # no process reads what it sends
}
finished() { expect "exit status" 1 "$rc"; }
each_signal "SIGTERM SIGINT SIGHUP SIGPIPE" ifenslave bond0 tun0

# A user without CAP_NET_ADMIN gets an error, and changes nothing.
bond bond0
dummy eth0 eth1 eth2 eth3
works ifenslave bond0 eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth2
up eth2
snapshot

for arguments in "bond0 eth2" "bond0 eth3" "-d bond0 eth1" "-c bond0 eth1"; do
    fails 1 unprivileged ifenslave $arguments
    case $err in *": Operation not permitted"*) ;; *) fail "the reason is missing" ;; esac
    unchanged
done

# A user without CAP_NET_ADMIN gets an error, and changes nothing.
dummy eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth0
up eth0
bonded bond1:
snapshot
for arguments in "-b bond0:eth0,eth1:mode=1" "-b bond0:" "-b bond1:eth0" "-D bond1"; do
    fails 1 unprivileged ifenslave $arguments
    case $err in *": Operation not permitted"*) ;; *) fail "the reason is missing" ;; esac
    unchanged
done

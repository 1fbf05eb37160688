# The plan needs no privilege; that the changes would need one is reported after it.
dummy eth0 eth1 eth2
bonded bond1:eth2:mode=1
snapshot
for arguments in "-b bond0:eth0,eth1:mode=1,miimon=100" "-D bond1" "bond1 eth0" "-d bond1 eth2"; do
    fails 1 unprivileged ifenslave -n $arguments
    [ -n "$out" ] || fail "no step is printed"
    reports "can't carry out the plan: Operation not permitted (needs CAP_NET_ADMIN)"
    unchanged
done
# Nothing is planned.
works unprivileged ifenslave -n -b bond1:eth2:mode=1
works unprivileged ifenslave -n -D bond9

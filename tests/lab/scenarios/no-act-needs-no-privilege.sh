# Whoever may look may ask what would be done.
dummy eth0 eth1 eth2
bonded bond1:eth2:mode=1
snapshot
for arguments in "-b bond0:eth0,eth1:mode=1,miimon=100" "-D bond1" "bond1 eth0" "-d bond1 eth2"; do
    works unprivileged ifenslave -n $arguments
    [ -n "$out" ] || fail "no step is told"
    unchanged
done

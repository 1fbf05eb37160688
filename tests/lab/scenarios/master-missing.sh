# A bond that is not there.
dummy eth0
up eth0
snapshot
for option in "" -f -d -c; do
    fails 1 ifenslave $option bond0 eth0
    reports "bond0: can't get settings: No such device"
    unchanged
done

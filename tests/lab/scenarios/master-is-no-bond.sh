# An interface that is no bond.
dummy dummy0 eth0
up dummy0 eth0
snapshot
for option in "" -f -d -c; do
    fails 1 ifenslave $option dummy0 eth0
    reports "dummy0 is not a master"
    unchanged
done

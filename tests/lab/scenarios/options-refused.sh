# Invalid input changes nothing.
bond bond0
dummy eth0 eth1 eth2
works ifenslave bond0 eth0 eth1
snapshot

for arguments in "-cd bond0 eth1" "-d -c bond0 eth1" "-c bond0 eth0 eth1" "-x bond0 eth2" \
    "--nosuch bond0 eth2" "--ver bond0 eth2" "--force=yes bond0 eth2" "bond0 eth2 -x"; do
    fails 1 ifenslave $arguments
    expect "stdout" "" "$out"
    unchanged
done

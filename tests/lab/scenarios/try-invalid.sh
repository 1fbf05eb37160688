# Invalid uses of -m and --try are rejected before any change.
bond_and_slave "link add eth1 type dummy"
works ifenslave bond0 eth1
snapshot
for words in "--try 0 bond0 eth0" "--try -1 bond0 eth0" "--try soon bond0 eth0" "--try 99999999999999999999 bond0 eth0" \
    "--try 5" "--try 5 eth0" "--try 5 -s" "--try 5 -a" "-m -c bond0 eth1" "-m -d bond0 eth1" "-m -s"; do
    # shellcheck disable=SC2086 # words
    rejects "" ifenslave $words
done

# A name that no interface can have is rejected, and so is the rest of that command.
bond bond0
dummy eth0 eth1
works ifenslave bond0 eth1
snapshot

for name in averyverylongnam ../eth0 a/b . .. "" "eth0 " "e th0" eth0:1 "eth0
"; do
    for option in -f -d -c; do
        fails 1 ifenslave $option bond0 "$name"
        unchanged
        fails 1 ifenslave $option "$name" eth0
        unchanged
    done
    fails 1 ifenslave bond0 eth0 "$name"
    expect "stdout" "" "$out"
    unchanged
    fails 1 ifenslave -d bond0 eth1 "$name"
    unchanged
done

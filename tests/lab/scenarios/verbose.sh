# -v says more, and does the same.
bond bond0
dummy eth0 eth1
for v in -v --verbose; do
    run ifenslave $v bond0 eth0 eth1
    expect "exit status" 0 "$rc"
    slaves bond0 eth0 eth1
    run ifenslave $v -c bond0 eth1
    expect "exit status" 0 "$rc"
    active bond0 eth1
    run ifenslave $v -d bond0 eth0 eth1
    expect "exit status" 0 "$rc"
    slaves bond0
done

# -n prints each step, and makes none; they are those that -v then prints.
dummy eth0 eth1 eth2
ip link set eth1 mtu 1280
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 192.0.2.2/24 brd + dev eth0
up eth0
# as_told COMMAND...
as_told() {
    snapshot
    silently ifenslave -n "$@"
    expect "stderr" "" "$err"
    [ -n "$out" ] || fail "no step is told"
    unchanged
    cp /tmp/out /tmp/steps
    sed -i 's/^ifenslave: //' /tmp/steps
    run ifenslave -v "$@"
    expect "exit status" 0 "$rc"
    expect "stdout" "" "$out"
    sed 's/^ifenslave: //' /tmp/err | diff -U 0 /tmp/steps - || fail "not the steps that are made"
}
as_told -b bond0:eth0,eth1:mode=active-backup,miimon=100:1400
attached bond0 eth0 eth1
mtu eth1 1400
as_told bond0 eth2
attached bond0 eth0 eth1 eth2
as_told -c bond0 eth1
active bond0 eth1
as_told -d bond0 eth2
attached bond0 eth0 eth1
ip link set bond0 mtu 1500
as_told -b bond0:eth2:mode=active-backup,miimon=200:1400
attached bond0 eth0 eth1 eth2
options bond0 miimon=200
as_told -D bond0
no_bond bond0
echo bond=bond0:eth0 bond=bond1:eth1:mode=4 >/tmp/cmdline
as_told --boot /tmp/cmdline
attached bond0 eth0
attached bond1 eth1
as_told -D bond0 bond1
no_bond bond0 bond1

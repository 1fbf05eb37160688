# The hooks for early boot leave the command line to the program: what it created it also finds again, quoted words
# and a bond that is named twice included.
# field: F2 F4
veth em1 p1
veth em2 p2
veth em3 p3
veth em4 p4
up p1 p2 p3 p4
kickstart='bond="bond0:em1,em2:mode=active-backup,downdelay=5000" bond="bond1:em3,em4"'
for line in "$kickstart" "$kickstart \"bond=bond0:em1,em2:mode=active-backup,downdelay=5000\""; do
    # As in the hooks: if the plan is empty, there is nothing to do.
    echo "quiet $line rw" >/tmp/cmdline
    run ifenslave -n --boot /tmp/cmdline
    [ -n "$out$err" ] || fail "the plan is empty"
    no_bond bond0 bond1
    run ifenslave -w 10 --boot /tmp/cmdline
    expect "exit status" 0 "$rc"
    attached bond0 em1 em2
    attached bond1 em3 em4
    options bond0 mode=active-backup downdelay=5000
    # At the hand-over the bonds stay by default.
    for keep in "" bondkeep= bondkeep=yes bondkeep bondkeep=nono xbondkeep=no; do
        echo "quiet $line $keep rw" >/tmp/cmdline
        works ifenslave -D --boot --handover /tmp/cmdline
        attached bond0 em1 em2
        attached bond1 em3 em4
    done
    echo "quiet $line bondkeep=no rw" >/tmp/cmdline
    works ifenslave -D --boot --handover /tmp/cmdline
    no_bond bond0 bond1
    is_down em1 em2 em3 em4
    # The second time, there is nothing to remove.
    works ifenslave -D --boot --handover /tmp/cmdline
    works ifenslave -D --boot /tmp/cmdline
done

# Without `--handover`, bondkeep= does not matter.
works ifenslave -b bond0:em1,em2:mode=active-backup,miimon=100 bond1:em3,em4
echo "quiet $kickstart bondkeep=yes rw" >/tmp/cmdline
works ifenslave -D --boot /tmp/cmdline
no_bond bond0 bond1

# Where the line asks for nothing, the plan is empty, and nothing is removed.
bonded bond0:em1,em2:mode=active-backup
echo "quiet root=/dev/sda1 bondkeep=no" >/tmp/cmdline
prints "" ifenslave -n --boot /tmp/cmdline
works ifenslave -w 10 --boot /tmp/cmdline
works ifenslave -D --boot --handover /tmp/cmdline
attached bond0 em1 em2

# What has another's name is not removed.
works ifenslave -D bond0
ip link add bond0 type dummy
echo "bond=bond0:em1 bondkeep=no" >/tmp/cmdline
fails 1 ifenslave -D --boot --handover /tmp/cmdline
[ -e /sys/class/net/bond0 ] || fail "it removed what is no bond"

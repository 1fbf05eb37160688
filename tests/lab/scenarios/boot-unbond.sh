# -D --boot deletes the bonds of the command line, with --handover only where that has bondkeep=no: hooks need
# not read it.
# field: F4
dummy em1 em2 em3 em4
snapshot
line() { echo "ro $* quiet" >/tmp/cmdline; }
for words in 'bond="bond0:em1,em2:mode=active-backup,downdelay=5000" bond="bond1:em3,em4"' \
    '"bond=bond0:em1,em2:mode=active-backup" bond=bond1:em3,em4 "bond=bond0:em1,em2:mode=active-backup"'; do
    for keep in "" bondkeep=yes bondkeep=no; do
        line "$words $keep"
        works ifenslave --boot /tmp/cmdline
        attached bond0 em1 em2
        attached bond1 em3 em4
        works ifenslave -D --boot --handover /tmp/cmdline
        if [ "$keep" = bondkeep=no ]; then
            unchanged
        else
            attached bond0 em1 em2
        fi
        works ifenslave -D --boot /tmp/cmdline
        unchanged
        works ifenslave -D --boot /tmp/cmdline
        unchanged
    done
done
# The kernel's own line, without a FILE.
line bond=bond0:em1
mount --bind /tmp/cmdline /proc/cmdline
works ifenslave --boot
attached bond0 em1
works ifenslave --boot --unbond
unchanged
umount /proc/cmdline

for arguments in "--handover" "--handover -D bond0" "--handover --boot /tmp/cmdline" "-w 5 -D --boot /tmp/cmdline" \
    "-D --boot /tmp/cmdline em1" "-D --boot -s"; do
    rejects "" ifenslave $arguments
done
rejects /tmp/nosuch ifenslave -D --boot /tmp/nosuch

# bondwait= is for -w.
line "bond=bond0:em1,em9 bondwait=1"
takes 100 ifenslave -w 30 --boot /tmp/cmdline
expect "exit status" 3 "$rc"
reports "em9: not present after 1 s"
works ifenslave -D --boot /tmp/cmdline
line "bond=bond0:em1,em9 bondwait=soon"
takes 100 ifenslave -w 1 --boot /tmp/cmdline
expect "exit status" 3 "$rc"
reports "not a number of seconds: soon"
reports "em9: not present after 1 s"
works ifenslave -D --boot /tmp/cmdline

# Two different bonds of one name: the last one wins.
line "bond=bond0:em1:mode=1 bond=bond0:em2:mode=2"
run ifenslave --boot /tmp/cmdline
expect "exit status" 0 "$rc"
reports "two different words for one interface, the last one wins: bond0:em1:mode=1"
attached bond0 em2
mode bond0 balance-xor
works ifenslave -D bond0
snapshot
rejects "bond0:em1:mode=1" ifenslave -b bond0:em1:mode=1 bond0:em2:mode=2
bonded bond0:em1:mode=1 bond0:em1:mode=1
attached bond0 em1

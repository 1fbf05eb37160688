# --boot FILE reads that in the kernel's place: without a newline at its end, with many lines, and of any
# length.
dummy eth0 eth1 eth2
printf 'quiet bond=bond0:eth0,eth1:mode=1' >/tmp/a
works ifenslave --boot /tmp/a
attached bond0 eth0 eth1
mode bond0 active-backup
works ifenslave -D bond0
printf 'quiet\nbond=bond0:eth0\nbond=bond1:eth1,eth2:mode=4\n' >/tmp/a
works ifenslave --boot /tmp/a
attached bond0 eth0
attached bond1 eth1 eth2
works ifenslave -D bond0 bond1
{
    seq 1000 | sed 's/^/word=/' | xargs
    echo bond=bond0:eth0,eth1:mode=2
    seq 1000 | xargs | tr -d ' '
    echo bond=bond1:eth2
} | tr '\n' ' ' >/tmp/a
works ifenslave --boot /tmp/a
attached bond0 eth0 eth1
attached bond1 eth2
works ifenslave -D bond0 bond1
snapshot
: >/tmp/empty
works ifenslave --boot /tmp/empty
for file in /tmp/nosuch /tmp; do
    makes_nothing $file ifenslave --boot $file
done
makes_nothing "" ifenslave --boot /tmp/empty /tmp/a
makes_nothing "" ifenslave --boot -b bond0

# --boot FILE reads that in the kernel's place: without a newline at its end, with many lines, and as long as
# any kernel's command line is. One that is too long is no such line, and nothing is made of it.
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
    seq 200 | sed 's/^/word=/' | xargs
    echo bond=bond0:eth0,eth1:mode=2
    seq 500 | xargs | tr -d ' '
    echo bond=bond1:eth2
} | tr '\n' ' ' >/tmp/a
[ "$(wc -c </tmp/a)" -lt 4096 ] || fail "the line is too long"
works ifenslave --boot /tmp/a
attached bond0 eth0 eth1
attached bond1 eth2
works ifenslave -D bond0 bond1
snapshot
: >/tmp/empty
works ifenslave --boot /tmp/empty
seq 10000 | sed '1s/^/bond=bond0:eth0 /' >/tmp/long
for file in /tmp/nosuch /tmp /tmp/long; do
    rejects $file ifenslave --boot $file
done
rejects "" ifenslave --boot /tmp/empty /tmp/a
rejects "" ifenslave --boot -b bond0

# No process reads the output any more: that stops no change half-way.
# hosted: no
# (There the SIGPIPE comes when all is done or undone, and the exit status is that.)
bond bond0
dummy eth0
ip addr add 192.0.2.1/24 brd + dev eth0
up eth0
mkfifo /tmp/pipe
# A reader that is gone before anything is written.
run sh -c ": </tmp/pipe & exec 2>/tmp/pipe; wait; exec ifenslave -v bond0 eth0"
attached bond0 eth0

snapshot
run sh -c ": </tmp/pipe & exec 2>/tmp/pipe; wait; exec ifenslave bond0 eth0"
expect "exit status" 1 "$rc"
unchanged

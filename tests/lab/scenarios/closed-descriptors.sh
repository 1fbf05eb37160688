# With stdin, stdout and stderr closed it works as ever, and no message goes to a socket.
bond bond0
dummy eth0
up eth0

for closed in "<&-" ">&-" "2>&-" "<&- >&-" "<&- 2>&-" ">&- 2>&-" "<&- >&- 2>&-"; do
    run sh -c "ifenslave bond0 eth0 $closed"
    expect "exit status" 0 "$rc"
    slaves bond0 eth0
    snapshot
    run sh -c "ifenslave bond0 eth0 $closed" # now rejected, with a message
    expect "exit status" 1 "$rc"
    unchanged
    run sh -c "ifenslave -d bond0 eth0 $closed"
    expect "exit status" 0 "$rc"
    slaves bond0
done

# The end of stdin confirms nothing: only SIGUSR1 can.
bond_and_slave
snapshot
takes 200 ifenslave --try 2 bond0 eth0 </dev/null
rolled_back
case $out$err in *SIGUSR1*) ;; *) fail "it does not say that only SIGUSR1 can confirm" ;; esac
takes 200 ifenslave --try 2 bond0 eth0 <&-
rolled_back
case $out$err in *SIGUSR1*) ;; *) fail "it does not say that only SIGUSR1 can confirm" ;; esac
# Text without a newline is no Enter.
printf yes >/tmp/text
takes 200 ifenslave --try 2 bond0 eth0 </tmp/text
rolled_back
# With stdin closed, SIGUSR1 confirms.
ifenslave --try 60 bond0 eth0 <&- >/tmp/out 2>/tmp/err &
program=$!
until_attached eth0
once_waiting kill -USR1 $program
wait $program || fail "exit status $?: $(cat /tmp/err)"
attached bond0 eth0

# The kernel wakes it: it neither sleeps nor looks again and again.
dummy eth0
once_waiting ip link add eth1 type dummy
run strace -qq -o /tmp/trace -r ifenslave -w 20 -b bond0:eth0,eth1:mode=1,miimon=100
expect "exit status" 0 "$rc"
wait
attached bond0 eth0 eth1
! grep -E 'nanosleep|setitimer|alarm' /tmp/trace || fail "it sleeps"
waits=$(grep -c -E ' (p?poll|p?select6?|epoll_p?wait|recvmsg|recvfrom|rt_sigtimedwait)[_a-z0-9]*\(' /tmp/trace) || true
[ "$waits" -gt 0 ] || fail "it does not wait"
[ "$waits" -lt 100 ] || fail "it was woken $waits times"

# When there is nothing to report, it is not woken at all.
works ifenslave -D bond0
ip link del eth1
run strace -qq -o /tmp/trace ifenslave -w 3 -b bond0:eth0,eth1:mode=1,miimon=100
expect "exit status" 3 "$rc"
lines=$(wc -l </tmp/trace)
grep -q 'timerfd_settime.*tv_sec=3,' /tmp/trace || fail "it does not wait for three seconds"
works ifenslave -D bond0
run strace -qq -o /tmp/trace ifenslave -w 1 -b bond0:eth0,eth1:mode=1,miimon=100
[ "$lines" -le $(($(wc -l </tmp/trace) + 4)) ] || fail "it is busier the longer it waits"

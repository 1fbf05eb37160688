# SIOCGIFCONF: a list that does not fit is reported as such, also where there is room for all and no more.
up lo
dummy eth0
for n in $(seq 10); do ip addr add "192.0.2.$n/24" label eth0:$n dev eth0; done
up eth0
all=$(for n in $(seq 10); do echo "eth0:$n 192.0.2.$n"; done)
# In the order of their interfaces: eleven with 127.0.0.1.
prints "lo 127.0.0.1
$all" netdevice -c 64
prints "lo 127.0.0.1
$all" netdevice -c 12
for room in 11 10 1; do
    prints "perhaps cut: 11 needed
$( (echo "lo 127.0.0.1" && echo "$all") | head -n $room)" netdevice -c $room
done
prints "perhaps cut: 11 needed" netdevice -c 0
ip addr flush dev eth0
ip addr flush dev lo
prints "" netdevice -c 1

# Between the question how many there are and the list, there comes one more.
netdevice eth0 addr 192.0.2.1
run netdevice -c 2
expect "stdout" "eth0 192.0.2.1" "$out"
asked=$(call_of SIOCGIFCONF netdevice -c 2)
: >/tmp/trace
strace -qq -o /tmp/trace -e inject="ioctl:signal=SIGSTOP:when=${asked#*:}" netdevice -c 2 >/tmp/out &
program=$!
until grep -q 'stopped by SIGSTOP' /tmp/trace; do
    kill -0 $program || fail "it does not ask"
    sleep 0.02
done
ip addr add 192.0.2.2/24 dev eth0
killall -CONT netdevice
wait $program
expect "stdout" "perhaps cut: 1 needed
eth0 192.0.2.1
eth0 192.0.2.2" "$(cat /tmp/out)"

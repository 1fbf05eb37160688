# A list that the kernel returns in many pieces has all interfaces, each once.
for n in $(seq 300); do echo "link add d$n type dummy"; done | ip -batch -
for n in $(seq 300); do echo "addr add 2001:db8::$n/64 dev d$n"; done | ip -batch -
prints "301 interfaces 0 + 300 = 300 addresses" netdevice -n
run netdevice -l
expect "lines" 301 "$(cut -d ' ' -f 2 /tmp/out | sort -u | grep -c .)"
run netdevice -a
expect "lines" 300 "$(sort -u /tmp/out | grep -c 2001:db8::)"

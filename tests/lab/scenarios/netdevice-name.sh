# SIOCSIFNAME and SIOCGIFNAME: what gets a name is found by it, and its index stays.
dummy eth0 eth1
index=$(cat /sys/class/net/eth0/ifindex)
prints "" netdevice eth0 name lan0
prints lan0 netdevice -i "$index"
expect "index" "$index" "$(cat /sys/class/net/lan0/ifindex)"
request_fails ENODEV eth0 index
request_fails EEXIST lan0 name eth1
ip link set lan0 name wan0
prints wan0 netdevice -i "$index"
# The kernel chooses a number.
prints "" netdevice wan0 name 'lan%d'
prints lan0 netdevice -i "$index"
# A request may have an alternative name, too; but the kernel returns the name.
ip link property add dev lan0 altname upstream
prints "$index" netdevice upstream index
request_fails EEXIST eth1 name upstream
# Since 6.2 what is up can be given another name, too.
up lan0
run netdevice lan0 name eth0
if [ "$rc" = 0 ]; then
    prints eth0 netdevice -i "$index"
else
    expect "stderr" "netdevice: EBUSY" "$err"
    prints lan0 netdevice -i "$index"
fi

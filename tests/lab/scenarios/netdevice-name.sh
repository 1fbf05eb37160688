# SIOCSIFNAME and SIOCGIFNAME: what gets a name is found by it, and its index stays.
dummy eth0 eth1
index=$(cat /sys/class/net/eth0/ifindex)
tells "" netdevice eth0 name lan0
tells lan0 netdevice -i "$index"
expect "index" "$index" "$(cat /sys/class/net/lan0/ifindex)"
refuses ENODEV eth0 index
refuses EEXIST lan0 name eth1
ip link set lan0 name wan0
tells wan0 netdevice -i "$index"
# The kernel chooses a number.
tells "" netdevice wan0 name 'lan%d'
tells lan0 netdevice -i "$index"
# By an alternative name, one asks as well; but the kernel tells the name.
ip link property add dev lan0 altname upstream
tells "$index" netdevice upstream index
refuses EEXIST eth1 name upstream
# Since 6.2 what is up can be given another name, too.
up lan0
run netdevice lan0 name eth0
if [ "$rc" = 0 ]; then
    tells eth0 netdevice -i "$index"
else
    expect "stderr" "netdevice: EBUSY" "$err"
    tells lan0 netdevice -i "$index"
fi

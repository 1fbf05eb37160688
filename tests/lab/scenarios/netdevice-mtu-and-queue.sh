# SIOCGIFMTU, SIOCGIFTXQLEN, SIOCGIFINDEX and SIOCGIFMETRIC tell what ip has set, and what the first two
# set is what sysfs tells. There is no metric.
veth eth0 peer0
for mtu in 68 1280 1400 65535; do
    ip link set eth0 mtu $mtu
    tells $mtu netdevice eth0 mtu
    tells "" netdevice eth0 mtu $((mtu - 1 + (mtu == 68) * 2))
    mtu eth0 $((mtu - 1 + (mtu == 68) * 2))
done
# What the driver does not allow.
refuses EINVAL eth0 mtu 67
refuses EINVAL eth0 mtu 65536
refuses EINVAL eth0 mtu 0xffffffff
mtu eth0 65534

for packets in 0 1 1000 10000; do
    ip link set eth0 txqueuelen $packets
    tells $packets netdevice eth0 txqlen
    tells "" netdevice eth0 txqlen $((packets ^ 1))
    expect "length of the queue" $((packets ^ 1)) "$(cat /sys/class/net/eth0/tx_queue_len)"
done
refuses EINVAL eth0 txqlen 0x80000000
# Linux 7 has a limit of its own.
run netdevice eth0 txqlen 32768
if [ "$rc" = 0 ]; then
    tells "" netdevice eth0 txqlen 0x7fffffff
    tells 2147483647 netdevice eth0 txqlen
else
    expect "stderr" "netdevice: ERANGE" "$err"
    tells "" netdevice eth0 txqlen 32767
fi

tells "$(cat /sys/class/net/eth0/ifindex)" netdevice eth0 index
tells eth0 netdevice -i "$(cat /sys/class/net/eth0/ifindex)"
refuses ENODEV -i 0
refuses ENODEV -i 4711

tells 0 netdevice eth0 metric
refuses EOPNOTSUPP eth0 metric 0
refuses EOPNOTSUPP eth0 metric 1

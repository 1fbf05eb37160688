# SIOCGIFMTU, SIOCGIFTXQLEN, SIOCGIFINDEX and SIOCGIFMETRIC return what ip has set, and what the first two
# set is what sysfs has. There is no metric.
veth eth0 peer0
for mtu in 68 1280 1400 65535; do
    ip link set eth0 mtu $mtu
    prints $mtu netdevice eth0 mtu
    prints "" netdevice eth0 mtu $((mtu - 1 + (mtu == 68) * 2))
    mtu eth0 $((mtu - 1 + (mtu == 68) * 2))
done
# What the driver does not allow.
request_fails EINVAL eth0 mtu 67
request_fails EINVAL eth0 mtu 65536
request_fails EINVAL eth0 mtu 0xffffffff
mtu eth0 65534

for packets in 0 1 1000 10000; do
    ip link set eth0 txqueuelen $packets
    prints $packets netdevice eth0 txqlen
    prints "" netdevice eth0 txqlen $((packets ^ 1))
    expect "length of the queue" $((packets ^ 1)) "$(cat /sys/class/net/eth0/tx_queue_len)"
done
request_fails EINVAL eth0 txqlen 0x80000000
# Linux 7 has a limit of its own.
run netdevice eth0 txqlen 32768
if [ "$rc" = 0 ]; then
    prints "" netdevice eth0 txqlen 0x7fffffff
    prints 2147483647 netdevice eth0 txqlen
else
    expect "stderr" "netdevice: ERANGE" "$err"
    prints "" netdevice eth0 txqlen 32767
fi

prints "$(cat /sys/class/net/eth0/ifindex)" netdevice eth0 index
prints eth0 netdevice -i "$(cat /sys/class/net/eth0/ifindex)"
request_fails ENODEV -i 0
request_fails ENODEV -i 4711

prints 0 netdevice eth0 metric
request_fails EOPNOTSUPP eth0 metric 0
request_fails EOPNOTSUPP eth0 metric 1

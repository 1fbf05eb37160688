# SIOCGIFHWADDR, SIOCSIFHWADDR and SIOCSIFHWBROADCAST, compared with sysfs.
dummy eth0
ip link set eth0 address 02:00:00:00:00:07
prints "1 02:00:00:00:00:07:00:00:00:00:00:00:00:00" netdevice eth0 hwaddr
prints "" netdevice eth0 hwaddr 1 02:00:00:00:00:08
mac eth0 02:00:00:00:00:08
request_fails EINVAL eth0 hwaddr 32 02:00:00:00:00:09
request_fails EADDRNOTAVAIL eth0 hwaddr 1 00:00:00:00:00:00
request_fails EADDRNOTAVAIL eth0 hwaddr 1 01:00:00:00:00:00
mac eth0 02:00:00:00:00:08

prints "" netdevice eth0 hwbroadcast 1 ff:ff:ff:ff:ff:00
expect "broadcast" ff:ff:ff:ff:ff:00 "$(cat /sys/class/net/eth0/broadcast)"
ip link set eth0 broadcast ff:ff:ff:ff:00:00
run netdevice eth0 link
case $out in *" address 02:00:00:00:00:08 broadcast ff:ff:ff:ff:00:00"*) ;; *) fail "told otherwise" ;; esac
request_fails EINVAL eth0 hwbroadcast 32 ff:ff:ff:ff:ff:ff

# A tunnel's is its end of it, and is not to be set.
ip link add gre1 type gre local 192.0.2.1 remote 198.51.100.1
prints "778 c0:00:02:01:00:00:00:00:00:00:00:00:00:00" netdevice gre1 hwaddr
request_fails EOPNOTSUPP gre1 hwaddr 778 c0:00:02:02

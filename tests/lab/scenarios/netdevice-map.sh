# SIOCGIFMAP and SIOCSIFMAP: no current driver lets its card's place be set, and few report it.
up lo
dummy eth0
prints "0x0 0x0 0x0 0 0 0" netdevice eth0 map
prints "0x0 0x0 0x0 0 0 0" netdevice lo map
request_fails EOPNOTSUPP eth0 map 0xd0000 0xd4000 0x300 5 1 2
request_fails EOPNOTSUPP eth0 map 0 0 0 0 0 0

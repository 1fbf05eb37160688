# SIOCGIFMAP and SIOCSIFMAP: no driver of today lets its card's place be set, and few tell it.
up lo
dummy eth0
tells "0x0 0x0 0x0 0 0 0" netdevice eth0 map
tells "0x0 0x0 0x0 0 0 0" netdevice lo map
refuses EOPNOTSUPP eth0 map 0xd0000 0xd4000 0x300 5 1 2
refuses EOPNOTSUPP eth0 map 0 0 0 0 0 0

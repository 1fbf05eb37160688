# An interface that was asked for by another of its names is shown under that.
bond bond0
ip link property add dev bond0 altname uplink
ip addr add 192.0.2.1/24 brd + dev bond0
same_as classic uplink
shows "uplink    Link encap:Ethernet"

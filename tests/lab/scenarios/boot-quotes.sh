# As the kernel reads its command line: quotes may stand around a value, or around a whole word.
dummy eth0 eth1
ask() {
    echo "$1" >/tmp/cmdline
    works ifenslave --boot /tmp/cmdline
}
for word in 'bond="bond0:eth0,eth1:mode=1,arp_interval=100,arp_ip_target=192.0.2.1;192.0.2.2"' \
    '"bond=bond0:eth0,eth1:mode=1,arp_interval=100,arp_ip_target=192.0.2.1;192.0.2.2"' \
    'dyndbg="file a.c +p; bond=bond9:" bond=bond0:eth0,eth1:mode=1,arp_interval=100,arp_ip_target=192.0.2.1;192.0.2.2 "x bond=bond8: y"'; do
    ask "quiet $word ro"
    attached bond0 eth0 eth1
    options bond0 mode=active-backup arp_interval=100 "arp_ip_target=192.0.2.1;192.0.2.2"
    expect "bonds" bond0 "$(cat /sys/class/net/bonding_masters)"
    ip link del bond0
done

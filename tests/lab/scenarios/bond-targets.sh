# Several targets are joined by `;`. Those of IPv6 may stand in brackets.
dummy eth0 eth1
bonded "bond0:eth0,eth1:mode=1,arp_interval=100,arp_ip_target=192.0.2.1;198.51.100.2;203.0.113.3"
expect "arp_ip_target" "192.0.2.1 198.51.100.2 203.0.113.3" "$(option bond0 arp_ip_target)"
ip link del bond0
# As many as the driver takes.
many=$(seq 1 16 | sed 's/^/192.0.2./' | xargs)
bonded "bond0:eth0:mode=1,arp_interval=100,arp_ip_target=$(echo "$many" | tr ' ' ';'),arp_validate=all:1400"
expect "arp_ip_target" "$many" "$(option bond0 arp_ip_target)"
mtu bond0 1400
ip link del bond0
snapshot
rejects arp_ip_target ifenslave -b "bond0:eth0:mode=1,arp_interval=100,arp_ip_target=$(echo "$many" 192.0.2.17 | tr ' ' ';')"
for wrong in 192.0.2 192.0.2.256 192.0.2.1.2 eth0 ";192.0.2.1" "192.0.2.1;;192.0.2.2" "192.0.2.1 " 2001:db8::1; do
    rejects arp_ip_target ifenslave -b "bond0:eth0:mode=1,arp_interval=100,arp_ip_target=$wrong"
done

kernel_has ns_ip6_target || {
    for of in 2001:db8::1 "[2001:db8::1]:1400"; do
        rejects ns_ip6_target ifenslave -b "bond0:eth0:mode=1,arp_interval=100,ns_ip6_target=$of"
    done
    exit 0
}
while read -r targets mtu are; do
    bonded "bond0:eth0:mode=1,arp_interval=100,ns_ip6_target=$targets"
    expect "ns_ip6_target of $targets" "$are" "$(option bond0 ns_ip6_target)"
    mtu bond0 "$mtu"
    ip link del bond0
done <<END
2001:db8::1 1500 2001:db8::1
2001:db8::1;fe80::1 1500 2001:db8::1 fe80::1
[2001:db8::1] 1500 2001:db8::1
[2001:db8::1]:1400 1400 2001:db8::1
[2001:db8::1];[2001:db8:0:0::2];2001:DB8::3,arp_validate=none 1500 2001:db8::1 2001:db8::2 2001:db8::3
[fe80::1];[2001:db8::1],arp_validate=none:9000 9000 fe80::1 2001:db8::1
2001:db8::1,arp_ip_target=192.0.2.1:1280 1280 2001:db8::1
END
snapshot
for wrong in "[2001:db8::1" "2001:db8::1]" "[]" 192.0.2.1 2001:db8::12345 ":::" "[[2001:db8::1]]"; do
    rejects ns_ip6_target ifenslave -b "bond0:eth0:mode=1,arp_interval=100,ns_ip6_target=$wrong"
done

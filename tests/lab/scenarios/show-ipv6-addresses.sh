# IPv6 addresses of every scope, and in every form in which they can be written.
# native: yes
dummy eth0
up lo eth0
for address in 2001:db8::1/64 2001:db8:0:0:1::/80 2001:db8:1:2:3:4:5:6/128 2001:db8:0:1:2:3:4:5/128 \
    2001:0:0:1:0:0:0:1/64 2001:0:0:1:2:0:0:3/64 1:0:1:0:1:0:1:0/64 0:1:0:1:0:1:0:1/64 1::/16 1:2:3:4:5:6:7:0/112 \
    1:2:3:4:5:6::/128 0:0:2:3:4:5:6:7/128 0:0:0:1::/128 1:0:0:2:3::4/128 0:0:1::/48 fec0::1/10 fec0:0:0:ffff::a/128 \
    fe80::1/64 fc00::abcd/7 ::2/128 ::abcd/96 ::ffff/128 ::1:0:0/128 ::1:0:0:0/128 ::ffff:1.2.3.4/128 ::ffff:0:1.2.3.4/128 \
    64:ff9b::192.0.2.1/96 abcd:ef01:2345:6789:abcd:ef01:2345:6789/1; do
    ip addr add $address dev eth0 nodad
done
shown_alike eth0
shows Scope:Global Scope:Host Scope:Link Scope:Site Scope:Compat "inet6 addr: ::ffff:1.2.3.4/128" \
    "inet6 addr: 2001:0:0:1::1/64" "inet6 addr: abcd:ef01:2345:6789:abcd:ef01:2345:6789/1 "

# An address of 96 zero bits and an IPv4 one is written so, as glibc does it (musl writes ::506:708).
# classic: fails not the bytes that the ifconfig shows
# native: yes
dummy eth0
for address in ::5.6.7.8/96 ::0.1.0.0/128 ::255.255.255.255/128 ::1.0.0.0/128 ::0.0.255.255/128; do
    ip addr add $address dev eth0 nodad
done
up eth0
same_as ifconfig
shows "inet6 addr: ::5.6.7.8/96 Scope:Compat" "inet6 addr: ::ffff/128 Scope:Compat"

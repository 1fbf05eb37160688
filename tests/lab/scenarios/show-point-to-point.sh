# An interface with a peer, or without one.
# arch: amd64 i386
# native: yes
# A tun interface has no address, or zeros. BusyBox shows, with most kernels, what its memory held there.
mended() { sed -i '/UNSPEC\|InfiniBand/s/HWaddr .*/HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00  /' /tmp/theirs; }
tun-of-type tun0 65534
tun-of-type tun1 65534
dummy eth0
ip addr add 192.0.2.1 peer 192.0.2.2 dev tun0
ip addr add 192.0.2.5/30 dev tun1
ip addr add 198.51.100.1 peer 198.51.100.2 dev eth0
up tun0 tun1 eth0
shown_alike tun0 tun1 eth0
shows "inet addr:192.0.2.1  P-t-P:192.0.2.2  Mask:255.255.255.255" \
    "inet addr:192.0.2.5  P-t-P:192.0.2.5  Mask:255.255.255.252" POINTOPOINT

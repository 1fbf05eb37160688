# Every title, and the fields that only some types have. (Tun interfaces stand for them all.)
# arch: amd64 i386
# native: yes
# A tun interface has no address, or zeros. BusyBox shows, with most kernels, what its memory held there.
mended() { sed -i '/UNSPEC\|InfiniBand/s/HWaddr .*/HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00  /' /tmp/theirs; }
for type in 0 1 2 32 256 257 258 259 512 768 769 772 774 775 776 778 801 823 65534 65535; do
    tun-of-type t$type $type
    ip addr add 192.0.2.1 peer 192.0.2.2 dev t$type
done
up t1 t32 t257 t512 t776
shown_alike t0 t1 t32 t257 t259 t512 t776
shows "t1        Link encap:Ethernet  HWaddr 00:00:00:00:00:00" "t512      Link encap:Point-to-Point Protocol" \
    "t776      Link encap:IPv6-in-IPv4" "t772      Link encap:Local Loopback" \
    "t32       Link encap:InfiniBand  HWaddr 00-00" "compressed:0"

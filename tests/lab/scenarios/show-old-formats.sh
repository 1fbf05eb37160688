# /proc/net/dev as Linux 2.0 wrote it, and as those before did.
# arch: amd64 i386
# native: yes
# A tun interface has no address, or zeros. BusyBox shows, with most kernels, what its memory held there.
mended() { sed -i '/UNSPEC\|InfiniBand/s/HWaddr .*/HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00  /' /tmp/theirs; }
dummy eth0
tun-of-type slip0 257
up lo eth0 slip0
receive=${head%%
*}
net_dev <<END
$receive
 face |bytes    packets errs drop fifo frame|bytes    packets errs drop fifo colls carrier
    lo: 1001 1 2 3 4 5 2002 7 8 9 10 11 12
  eth0:18446744073709551615 18446744073709551614 13 14 15 16 17 18 19 20 21 22 23
 slip0: 31 32 33 34 35 36 37 38 39 40 41 42 43
END
shown_alike lo eth0 slip0
shows "RX bytes:1001 (1001.0 B)  TX bytes:2002 (1.9 KiB)" "collisions:11"
net_dev <<END
$receive
 face |packets errs drop fifo frame|packets errs drop fifo colls carrier
    lo: 1 2 3 4 5 6 7 8 9 10 11
  eth0:12 13 14 15 16 17 18 19 20 21 22
 slip0: 23 24 25 26 27 28 29 30 31 32 33
END
shown_alike lo eth0 slip0
shows "RX packets:1 errors:2 dropped:3 overruns:4 frame:5" "TX packets:6 errors:7 dropped:8 overruns:9 carrier:11" "collisions:10"

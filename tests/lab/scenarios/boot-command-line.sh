# --boot makes the bonds of the kernel's command line: of each word `bond=`, and of no other.
dummy eth0 eth1 eth2 eth3
# cmdline TEXT: from now on, that is the kernel's.
cmdline() {
    umount /proc/cmdline 2>/dev/null || true
    echo "$1" >/tmp/cmdline
    mount --bind /tmp/cmdline /proc/cmdline
    expect "/proc/cmdline" "$1" "$(cat /proc/cmdline)"
}
snapshot
for none in "" "quiet" "root=/dev/sda1 bonding=bond0 xbond=bond1:eth0 bond.max=3 bonds=2 Bond=bond0 -bond=bond0 root=bond=bond0 bond0=bond=bond0 rd.bond=bond0"; do
    cmdline "$none"
    works ifenslave --boot
    expect "stdout" "" "$out"
    unchanged
done

for one in "bond=bond0:eth0,eth1:mode=active-backup,miimon=100" \
    "quiet bond=bond0:eth0,eth1:mode=active-backup,miimon=100 xbond=bond1 ro" \
    "  quiet	  bond=bond0:eth0,eth1:mode=active-backup,miimon=100   bonding=bond1  "; do
    cmdline "$one"
    works ifenslave --boot
    attached bond0 eth0 eth1
    options bond0 mode=active-backup miimon=100
    expect "bonds" bond0 "$(cat /sys/class/net/bonding_masters)"
    silently ifenslave --boot
    ip link del bond0
done

for bare in "quiet bond= ro" "bond=" "quiet bond ro" "bond=bond0"; do
    cmdline "$bare"
    works ifenslave --boot
    attached bond0 eth0 eth1
    mode bond0 balance-rr
    ip link del bond0
done

cmdline "bond=bond0:eth0,eth1:mode=1,miimon=100 ip=bond0:dhcp bond=wan:eth2:mode=802.3ad:1400 bond=bond3:"
works ifenslave --boot
attached bond0 eth0 eth1
attached wan eth2
slaves bond3
mtu wan 1400
mode wan 802.3ad
silently ifenslave --boot
works ifenslave -D bond0 wan bond3

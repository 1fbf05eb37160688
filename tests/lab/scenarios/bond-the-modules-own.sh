# The module creates a bond of its own, unless max_bonds=0: that is the one that is requested. It is
# in the first network, which is lent here.
# arch: amd64 arm64 armel armhf i386 mipsel ppc64el riscv64 s390x
# first COMMAND...
first() { nsenter -t 1 -n "$@"; }
[ -e /modules/bonding.ko ] || fail "this kernel has the driver built in: it has no module to load"
reload() {
    # Networks of other scenarios may still be on their way out.
    until rmmod bonding 2>/dev/null; do sleep 0.1; done
    insmod /modules/bonding.ko "$@"
}
back() {
    for name in bond0 eth0 eth1; do first /bin/ip link del $name || true; done
    reload max_bonds=0
}
trap 'back 2>/dev/null' EXIT
reload
for name in eth0 eth1; do first /bin/ip link add $name type dummy; done
first /bin/ip -d -o link show bond0 | grep -q "mode balance-rr" || fail "the module has made no bond"
works first "$(command -v ifenslave)" -b bond0:eth0,eth1:mode=active-backup,miimon=100
first /bin/ip -d -o link show bond0 >/tmp/bond
grep -q "[<,]UP[,>].*mode active-backup.*miimon 100 " /tmp/bond || fail "bond0 is not as asked for: $(cat /tmp/bond)"
for name in eth0 eth1; do
    first /bin/ip -d -o link show $name | grep -q "[<,]UP[,>].* master bond0 " || fail "$name is no slave"
done
works first "$(command -v ifenslave)" -D bond0
! first /bin/ip link show bond0 2>/dev/null || fail "bond0 is still there"
# It is unused: like a new bond, it is monitored.
reload
works first "$(command -v ifenslave)" -b bond0:eth0,eth1:mode=active-backup,downdelay=300
first /bin/ip -d -o link show bond0 | grep -q "miimon 100 .*downdelay 300 " || fail "bond0 is not monitored"
works first "$(command -v ifenslave)" -D bond0
! first /bin/ip link show bond0 2>/dev/null || fail "bond0 is there"

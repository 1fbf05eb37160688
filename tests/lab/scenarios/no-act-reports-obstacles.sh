# -n reports obstacles to the plan: here a driver that is not loaded, which -n does not load either.
# (Without privilege: see no-act-needs-no-privilege.)
# arch: amd64 arm64 armel armhf i386 mipsel ppc64el riscv64 s390x
[ -e /modules/bonding.ko ] || fail "this kernel has the driver built in: it has no module to load"
dummy eth0 eth1
snapshot
# Networks of other scenarios may still be on their way out.
until rmmod bonding 2>/dev/null; do sleep 0.1; done
trap 'insmod /modules/bonding.ko max_bonds=0 2>/dev/null || true' EXIT
run ifenslave -n -b bond0:eth0,eth1:mode=1
[ ! -e /sys/module/bonding ] || fail "-n has loaded the driver"
expect "exit status" 1 "$rc"
reports "can't carry out the plan: Operation not supported (is bonding loaded?)"
case $out in *"bond0: create"*) ;; *) fail "the plan is not printed" ;; esac
insmod /modules/bonding.ko max_bonds=0
works ifenslave -n -b bond0:eth0,eth1:mode=1
unchanged

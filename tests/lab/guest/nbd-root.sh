# The guest of tests/lab/nbd-root, whose root filesystem comes over eth0. What runs from there cannot report that it hangs:
# another script watches it, in a root of its own in RAM, which has the other one as /disk.
# shellcheck shell=dash
set -e
mkdir /run/ram
mount -t tmpfs ram /run/ram
cd /run/ram
mkdir bin dev disk proc sys tmp
cp /bin/busybox /lab/measure bin
cp /bin/ip-static bin/ip
cp /lab/lib.sh /lab/watch /lab/by-ip .
mount --bind / disk
for folder in dev proc sys; do
    mount --bind /$folder $folder
    mount --bind /$folder disk/$folder
done
bin/busybox chroot . /bin/busybox --install -s /bin # leaves ip alone
exec bin/busybox chroot . /bin/sh /watch

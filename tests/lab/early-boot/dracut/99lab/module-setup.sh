#!/bin/bash
# The system that the initramfs hands over to, and how it gets there.
# shellcheck disable=SC2154 # initdir and moddir are dracut's

check() { return 255; }

installkernel() { instmods veth virtio_net virtio_pci; }

install() {
    cp -a /lab "$initdir/lab"
    # dracut reads this in addition to the kernel's command line.
    mkdir -p "$initdir/etc/cmdline.d"
    echo 'bond="bond2:"' >"$initdir/etc/cmdline.d/99lab.conf"
    inst_hook cmdline 10 "$moddir/root.sh"
    inst_hook pre-mount 10 "$moddir/early.sh"
    inst_hook mount 50 "$moddir/mount.sh"
}

#!/bin/bash
# dracut's module `ifenslave`: makes the bonds of the kernel command line, in an initramfs without
# dracut's own network modules.

# Who else makes the bonds that bond= asks for.
others=(network-legacy network-manager systemd-networkd)

check() {
    # Debian has a script of the same name, which knows no --boot.
    [[ $(ifenslave --help 2>&1) == *--boot* ]] || {
        derror "ifenslave: no ifenslave with --boot on this machine"
        return 1
    }
}

installkernel() {
    instmods bonding =drivers/net
}

install() {
    local other
    # All modules have been chosen by now.
    for other in "${others[@]}"; do
        if dracut_module_included "$other"; then
            dwarn "ifenslave: left out, as bond= is the affair of $other here (to have it: --omit $other)"
            return
        fi
    done
    inst_multiple ifenslave modprobe
    inst_hook initqueue/settled 50 "$moddir/make.sh"
    inst_hook initqueue/finished 50 "$moddir/made.sh"
    inst_hook pre-pivot 90 "$moddir/undo.sh"
}

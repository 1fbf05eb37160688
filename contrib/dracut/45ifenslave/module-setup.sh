#!/bin/bash
# dracut's module `ifenslave`: makes the bonds of the kernel command line, in an initramfs without
# dracut's own network modules.
# shellcheck disable=SC2154 # moddir is dracut's

# Those modules that make the bonds of bond= themselves.
others=(network-legacy network-manager systemd-networkd)

# program: its path. There are others of that name, BusyBox's for one, which know no --boot.
program() {
    local path
    for path in /usr/local/sbin/ifenslave /usr/sbin/ifenslave /sbin/ifenslave; do
        if [[ -x $path ]] && "$path" --boot /dev/null 2>/dev/null; then
            echo "$path"
            return
        fi
    done
    return 1
}

check() {
    program >/dev/null && return
    derror "ifenslave: no ifenslave with --boot on this machine"
    return 1
}

installkernel() {
    instmods bonding =drivers/net
}

install() {
    local other
    # By now, all modules have been chosen.
    for other in "${others[@]}"; do
        if dracut_module_included "$other"; then
            dwarn "ifenslave: left out, as $other makes the bonds of bond= (--omit $other to have it)"
            return
        fi
    done
    inst_simple "$(program)" /usr/sbin/ifenslave
    inst_multiple modprobe
    inst_hook initqueue/settled 50 "$moddir/make.sh"
    inst_hook initqueue/finished 50 "$moddir/made.sh"
    inst_hook pre-pivot 90 "$moddir/undo.sh"
    dracut_need_initqueue
}

#!/bin/bash
# dracut's module `ifenslave`: creates the bonds, VLANs and bridges of the kernel command line, in an initramfs without
# dracut's own network modules.
# shellcheck disable=SC2154 # moddir, initdir and dracutbasedir are dracut's

# The modules that create the bonds of bond= themselves.
others=(network-legacy network-manager systemd-networkd)

# program: prints the path of ifenslave. Other programs have this name, too: BusyBox's knows no --boot, and older
# versions no --handover.
program() {
    local path
    for path in /usr/local/sbin/ifenslave /usr/sbin/ifenslave /sbin/ifenslave; do
        if [[ -x $path ]] && "$path" -D --boot --handover /dev/null 2>/dev/null; then
            echo "$path"
            return
        fi
    done
    return 1
}

# Only for images that ask for it: --add ifenslave, or add_dracutmodules in a file of /etc/dracut.conf.d.
check() {
    require_binaries modprobe || return 1
    program >/dev/null && return 255
    derror "ifenslave: this machine has no ifenslave that knows --boot and --handover"
    return 1
}

depends() {
    local queue=("$dracutbasedir"/modules.d/*initqueue)
    # Since dracut 108, it is a module of its own.
    [[ ! -d ${queue[0]} ]] || echo initqueue
}

installkernel() {
    instmods bonding 8021q bridge =drivers/net
}

install() {
    local other
    # By now, dracut has chosen all modules.
    for other in "${others[@]}"; do
        if dracut_module_included "$other"; then
            dwarn "ifenslave: left out, as $other creates the bonds of bond= (--omit $other to include it)"
            return
        fi
    done
    inst_simple "$(program)" /usr/sbin/ifenslave
    inst_multiple modprobe
    # The kernel loads the drivers when they are needed. By itself, the bonding driver would create a bond0.
    mkdir -p "$initdir/etc/modprobe.d"
    echo "options bonding max_bonds=0" >"$initdir/etc/modprobe.d/ifenslave.conf"
    inst_hook initqueue/settled 50 "$moddir/make.sh"
    inst_hook initqueue/finished 50 "$moddir/made.sh"
    inst_hook pre-pivot 90 "$moddir/undo.sh"
    dracut_need_initqueue
}

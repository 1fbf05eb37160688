#!/bin/sh
# Creates the bonds of the command line, once udev has found the cards.
if [ ! -e /run/ifenslave-cmdline ]; then
    # dracut reads more than the kernel's command line: /etc/cmdline.d, for example.
    getcmdline >/run/ifenslave-cmdline
    # Without a request on the command line, the plan is empty.
    if ! plan=$(ifenslave -n --boot /run/ifenslave-cmdline 2>&1) || [ -n "$plan" ]; then
        modprobe bonding max_bonds=0
        # bondwait= on the command line overrides -w.
        ifenslave -w 30 --boot /run/ifenslave-cmdline
        case $? in
        0) ;;
        3) warn "The bonds are incomplete" ;;
        *) warn "No bond was created, or none has link" ;;
        esac
    fi
    unset plan
    : >/run/ifenslave-made
fi

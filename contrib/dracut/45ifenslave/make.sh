#!/bin/sh
# Creates the bonds, VLANs and bridges of the command line, once udev has found the cards.
if [ ! -e /run/ifenslave-made ]; then
    # dracut reads more than the kernel's command line: /etc/cmdline.d, for example.
    getcmdline >/run/ifenslave-cmdline
    # bondwait= on the command line overrides -w.
    ifenslave -w 30 --boot /run/ifenslave-cmdline
    case $? in
    0) ;;
    3) warn "The bonds, VLANs or bridges are incomplete" ;;
    *) warn "No bond was created, or none has link" ;;
    esac
    : >/run/ifenslave-made
fi

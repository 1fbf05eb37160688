#!/bin/sh
# Once udev has found the cards: makes the bonds that the kernel command line asks for.
# bondwait=SECONDS says how long to wait for their slaves and links.
if getarg bond= >/dev/null && [ ! -e /run/ifenslave-made ]; then
    modprobe bonding max_bonds=0
    # Not --boot: dracut knows other command lines, too.
    # shellcheck disable=SC2046 # a list of words
    ifenslave -w "$(getargnum 30 0 3600 bondwait)" --bond $(getargs bond=) ||
        warn "A bond is not complete"
    : >/run/ifenslave-made
fi

#!/bin/sh
# Once udev has found the cards: makes the bonds that the kernel command line asks for.
# bondwait=SECONDS says how long to wait for their slaves and links.
if getarg bond= >/dev/null && [ ! -e /run/ifenslave-made ]; then
    modprobe bonding max_bonds=0
    ifenslave -w "$(getargnum 30 0 3600 bondwait)" --boot || warn "A bond is missing, or is not up"
    : >/run/ifenslave-made
fi

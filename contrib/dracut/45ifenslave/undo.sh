#!/bin/sh
# The hand-over to the system: with bondkeep=no on the kernel command line, the bonds that it named
# are undone, so that the system finds the cards as they were.
if bonds=$(getargs bond=) && ! getargbool 1 bondkeep; then
    for bond in ${bonds:-bond0}; do
        bond=${bond%%:*}
        ifenslave -D "${bond:-bond0}" || warn "${bond:-bond0} is still there"
    done
fi

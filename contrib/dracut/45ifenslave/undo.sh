#!/bin/sh
# The hand-over to the system: with bondkeep=no on the command line, ifenslave removes what it created.
ifenslave -D --boot --handover /run/ifenslave-cmdline || warn "A bond, VLAN or bridge was not removed"

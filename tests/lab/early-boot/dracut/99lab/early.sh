#!/bin/sh
# As those who want a network here: the bond has to be there.
cat /sys/class/net/bond0/bonding/slaves >/run/lab-early_slaves

#!/bin/sh
# Whether dracut may go on: not before the bonds have been tried.
! getarg bond= >/dev/null || [ -e /run/ifenslave-made ]

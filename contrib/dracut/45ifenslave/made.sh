#!/bin/sh
# dracut goes on when make.sh has run.
[ -e /run/ifenslave-made ]

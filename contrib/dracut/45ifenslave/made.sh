#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# dracut goes on when make.sh has run.
[ -e /run/ifenslave-made ]

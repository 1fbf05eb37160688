# What is told is of the network that the program is in.
bond bond0
tells "" unshare -n ifenslave -s
fails 1 unshare -n ifenslave -s bond0
says "bond0: can't get settings: No such device"

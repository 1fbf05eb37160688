# The state is that of the network namespace of the program.
bond bond0
prints "" unshare -n ifenslave -s
fails 1 unshare -n ifenslave -s bond0
reports "bond0: can't get settings: No such device"

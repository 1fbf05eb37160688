# Whichever of its system calls fails, and why: either the attach is complete, or all is as it was.
# (That something is not supported is what a driver of another age would say.)
# long: yes
each_fault "EIO EPERM ENOBUFS ENODEV EINVAL ENOMEM EOPNOTSUPP" ifenslave bond0 eth0

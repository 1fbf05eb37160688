# The driver writes a slave's name only up to its NUL: no byte of a longer name may follow a shorter one.
# field: F3
dummy eno49np0 ens3f1 e
bond bond1 balance-xor
works ifenslave bond1 eno49np0 ens3f1 e
prints "\
bond1             up      link up          balance-xor, miimon 100
  e               active  link up          perm_hwaddr $(perm_of e), link_failure_count 0
  eno49np0        active  link up          perm_hwaddr $(perm_of eno49np0), link_failure_count 0
  ens3f1          active  link up          perm_hwaddr $(perm_of ens3f1), link_failure_count 0" ifenslave -s
prints "eno49np0 link 0 state 0 failures 0" netdevice bond1 slave_info 0
prints "ens3f1 link 0 state 0 failures 0" netdevice bond1 slave_info 1

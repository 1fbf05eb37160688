# Where several interfaces have one address, the first that the kernel lists is meant.
# native: yes
network() { one_interface "link add name eth1 address 52:54:00:00:00:01 type $dummy"; }
alike nameif net0 52:54:00:00:00:01

# All zeros is no address that an interface is found by; BusyBox's finds the loopback by it.
# native: yes
network() { one_interface; }
network
snapshot
works ours nameif net0 00:00:00:00:00:00
unchanged

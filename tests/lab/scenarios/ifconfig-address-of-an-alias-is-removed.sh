# The address 0.0.0.0 removes an alias. BusyBox's does it, and then fails to set the alias up.
# native: yes
one_interface "addr add 10.0.0.1/24 dev eth0" "addr add 10.0.0.2/24 label eth0:1 dev eth0" "link set eth0 up"
works ours ifconfig eth0:1 0.0.0.0
addresses eth0 "10.0.0.1/24 scope global eth0"
is_up eth0

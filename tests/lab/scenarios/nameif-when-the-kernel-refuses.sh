# A name that is taken, or is none.
# native: yes
network() { one_interface "link add name eth1 address 52:54:00:00:00:03 type $dummy"; }
alike nameif eth1 52:54:00:00:00:01
alike nameif lo 52:54:00:00:00:01
for name in "" . .. a/b a:b "a b"; do alike nameif "$name" 52:54:00:00:00:01; done
alike nameif net0 52:54:00:00:00:01 net0 52:54:00:00:00:03
# One that is up can be renamed, or not, as the kernel says.
network() { one_interface "link set eth0 up"; }
alike nameif net0 52:54:00:00:00:01

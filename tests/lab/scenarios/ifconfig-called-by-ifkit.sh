# The toolkit has its applets by their own names, and as its first operand.
# native: yes
# hosted: no
network() { one_interface; }
means "ifkit ifconfig eth0 10.0.0.1 netmask 255.255.0.0" "ifconfig eth0 10.0.0.1 netmask 255.255.0.0"
means "ifkit ifconfig nope up" "ifconfig nope up"
means "ifkit nameif net0 52:54:00:00:00:01" "nameif net0 52:54:00:00:00:01"
means "ifkit nameif net0" "nameif net0"

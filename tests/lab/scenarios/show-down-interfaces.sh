# With -a, and by its name, an interface is shown also while it is down.
# classic: fails not the bytes that the ifconfig shows
# native: yes
dummy eth0 eth1
up eth1
same_as ifconfig -a
expect "interfaces" "eth0 eth1 lo" "$(shown)"
same_as ifconfig eth0

# What has an address is shown though /proc/net/dev does not list it, without statistics.
# native: yes
dummy eth0
ip addr add 192.0.2.1/24 dev eth0
ip addr add 192.0.2.2/24 label eth0:1 dev eth0
up eth0 lo
echo "$head" | net_dev
shown_alike lo eth0
shows "eth0:1    Link"
lacks "RX packets"
net_dev </dev/null
shown_alike lo eth0

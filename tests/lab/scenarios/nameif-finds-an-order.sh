# A name that is taken is free when its interface gets another, whatever the order of the arguments.
# native: yes
network() {
    ip -batch - <<END
link add name eth0 address 52:54:00:00:00:00 type $dummy
link add name eth1 address 52:54:00:00:00:01 type $dummy
link add name eth2 address 52:54:00:00:00:02 type $dummy
END
}
for words in "eth1 52:54:00:00:00:00 eth2 52:54:00:00:00:01 net2 52:54:00:00:00:02" \
    "net2 52:54:00:00:00:02 eth2 52:54:00:00:00:01 eth1 52:54:00:00:00:00" \
    "eth2 52:54:00:00:00:01 eth1 52:54:00:00:00:00 net2 52:54:00:00:00:02"; do
    no_network
    network
    # shellcheck disable=SC2086 # words
    works ours nameif $words
    mac eth1 52:54:00:00:00:00
    mac eth2 52:54:00:00:00:01
    mac net2 52:54:00:00:00:02
done

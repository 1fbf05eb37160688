# The alternative name of an interface cannot be given to another; the message says whose it is.
network() {
    one_interface "link add name eth1 address 52:54:00:00:00:03 type $dummy" "link property add dev eth1 altname lan0" \
        "link property add dev eth0 altname wan0"
}
start_over
fails 1 ours nameif lan0 52:54:00:00:00:01
expect "stderr" "nameif: can't change ifname eth0 to lan0: File exists (an alternative name of eth1)" "$err"
unchanged
fails 1 ours nameif wan0 52:54:00:00:00:01
expect "stderr" "nameif: can't change ifname eth0 to wan0: File exists (an alternative name of eth0)" "$err"
unchanged
fails 1 ours nameif lan0 52:54:00:00:00:01 eth0 52:54:00:00:00:03
unchanged
# An exchange leaves them with their interfaces.
works ours nameif eth1 52:54:00:00:00:01 eth0 52:54:00:00:00:03
expect "whose lan0 is" 52:54:00:00:00:03 "$(ip -o link show lan0 | sed 's/.* link.ether //; s/ .*//')"
expect "whose wan0 is" 52:54:00:00:00:01 "$(ip -o link show wan0 | sed 's/.* link.ether //; s/ .*//')"

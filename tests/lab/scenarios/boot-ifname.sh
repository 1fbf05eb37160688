# ifname= swaps names, passes them on, and leaves alone what has the right name. A name that another card keeps is
# reported.
# field: F19
network() {
    for card in 0 1 2 3; do echo "link add eth$card address 52:54:00:00:00:0$card type dummy"; done | ip -batch -
}
names() {
    local name number=0
    for name; do
        mac "$name" 52:54:00:00:00:0$number
        number=$((number + 1))
    done
}
ask() { echo "ro $* rw" >/tmp/cmdline; }
m=52:54:00:00:00
while read -r names words; do
    network
    ask "$words"
    run ifenslave -n --boot /tmp/cmdline
    expect "exit status" 0 "$rc"
    names eth0 eth1 eth2 eth3
    works ifenslave --boot /tmp/cmdline
    # shellcheck disable=SC2046 # words
    names $(split , "$names")
    silently ifenslave --boot /tmp/cmdline
    works ifenslave -D --boot /tmp/cmdline
    # shellcheck disable=SC2046 # words
    names $(split , "$names")
    no_network
done <<END
lan0,eth1,eth2,eth3 ifname=lan0:$m:00
eth1,eth0,eth2,eth3 ifname=eth1:$m:00 ifname=eth0:$m:01
eth1,eth2,eth0,wan0 ifname=wan0:$m:03 ifname=eth0:$m:02 ifname=eth2:$m:01 ifname=eth1:$m:00
eth1,eth2,eth3,lan0 ifname=eth1:$m:00 ifname=eth2:$m:01 ifname=eth3:$m:02 ifname=lan0:$m:03
eth1,eth0,eth3,eth2 ifname=eth1:$m:00 ifname=eth3:$m:02 ifname=eth0:$m:01 ifname=eth2:$m:03
END

# A bond of swapped names has the card that was meant as its first.
network
ask "bond=bond0:eth0,eth1 ifname=eth0:$m:01 ifname=eth1:$m:00"
works ifenslave --boot /tmp/cmdline
mac bond0 $m:01
silently ifenslave --boot /tmp/cmdline
works ifenslave -D --boot /tmp/cmdline
no_network

# The name is in use, and stays so: nothing else takes that card for the one that was meant.
network
ask "bond=bond0:eth1,eth2 ifname=eth1:$m:00 ifname=lan0:$m:99"
takes 100 ifenslave -w 1 --boot /tmp/cmdline
expect "exit status" 3 "$rc"
reports "can't change ifname eth0 to eth1: File exists"
reports "$m:99: not present after 1 s"
reports "eth1: not present after 1 s"
attached bond0 eth2
works ifenslave -D bond0
# It becomes free while we wait.
once_waiting ip link set eth1 name wan0
run ifenslave -w 10 --boot /tmp/cmdline
expect "exit status" 3 "$rc"
case $err in *"File exists"*) fail "the name was free" ;; esac
attached bond0 eth1 eth2

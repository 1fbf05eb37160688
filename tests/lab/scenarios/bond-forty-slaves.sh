# Forty slaves at once; of which a second run finds none missing.
for n in $(seq 40); do echo "link add eth$n type dummy"; done >/tmp/batch
ip -batch /tmp/batch
all=$(seq 40 | sed 's/^/eth/')
list=$(echo "$all" | xargs | tr ' ' ,)
bonded "bond0:$list:mode=active-backup,miimon=100:1400"
slaves bond0 $(echo "$all" | sort)
is_up $all
mtu eth40 1400
silently ifenslave -b "bond0:$list:mode=active-backup,miimon=100:1400"
ip link set eth17 nomaster
bonded "bond0:$list:mode=active-backup,miimon=100:1400"
slaves bond0 $(echo "$all" | sort)
works ifenslave -D bond0
is_down $all
mtu eth40 1500

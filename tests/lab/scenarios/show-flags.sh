# Each flag that an administrator can set or clear, but DYNAMIC, which BusyBox does not know.
# native: yes
dummy eth0
for setting in "promisc on" "allmulticast on" "arp off" "arp on" "multicast on" "multicast off" "dynamic on" \
    "promisc off" "allmulticast off" "trailers off" "trailers on" "dynamic off" "multicast on"; do
    ip link set eth0 $setting
    same_as ifconfig eth0
done
ip link set eth0 promisc on allmulticast on arp off multicast on dynamic on trailers off up
shown_alike eth0
shows "UP BROADCAST NOTRAILERS RUNNING NOARP PROMISC ALLMULTI MULTICAST  MTU"

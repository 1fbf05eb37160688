# A new bond notices that a cable is pulled, and fails over: also where installers' lines do not give miimon.
# field: F1
# field: F2
cables() {
    veth em1 p1
    veth em2 p2
    veth em3 p3
    veth em4 p4
    up p1 p2 p3 p4
}
# fails_over BOND: it leaves the slave that has lost its link.
fails_over() {
    local first second
    first=$(cat "/sys/class/net/$1/bonding/active_slave")
    ip link set "p${first#em}" down
    until [ "$(cat "/sys/class/net/$1/bonding/active_slave")" != "$first" ]; do sleep 0.1; done
    second=$(cat "/sys/class/net/$1/bonding/active_slave")
    expect "link of $first" down "$(cat "/sys/class/net/$first/bonding_slave/mii_status")"
    expect "link of $second" up "$(cat "/sys/class/net/$second/bonding_slave/mii_status")"
    up "p${first#em}"
}

cables
echo 'quiet bond=bond:em1,em2:mode=active-backup ip=bond:dhcp' >/tmp/cmdline
works ifenslave --boot /tmp/cmdline
options bond mode=active-backup miimon=100
fails_over bond
works ifenslave -D bond
no_network

cables
echo 'bond="bond0:em1,em2:mode=active-backup,downdelay=5000" bond="bond1:em3,em4"' >/tmp/cmdline
works ifenslave --boot /tmp/cmdline
options bond0 mode=active-backup miimon=100 downdelay=5000
options bond1 mode=balance-rr miimon=100
silently ifenslave --boot /tmp/cmdline
works ifenslave -D bond0 bond1

# Without a link there is none to report, whether the driver monitors it or not.
ip link set p1 down
ip link set p2 down
for options in mode=active-backup mode=1,miimon=0; do
    run ifenslave -w 1 -b "bond0:em1,em2:$options"
    expect "exit status" 1 "$rc"
    reports "bond0: no link after 1 s"
    works ifenslave -D bond0
done

# An explicit 0 is obeyed, with a warning, but not where ARP monitors.
run ifenslave -b bond0:em1,em2:mode=1,miimon=0
expect "exit status" 0 "$rc"
reports "bond0: links are not monitored"
options bond0 miimon=0
works ifenslave -D bond0
bonded bond0:em1,em2:mode=1,miimon=0,arp_interval=1000,arp_ip_target=192.0.2.1
options bond0 miimon=0 arp_interval=1000
works ifenslave -D bond0

# A bond that exists keeps its value, unless it is unused: the module creates one like this.
ip link add bond0 up type bond mode 1
bonded bond0:em1,em2
options bond0 miimon=0
ip link del bond0
ip link add bond0 type bond mode 1
bonded bond0:em1,em2:downdelay=300
options bond0 miimon=100 downdelay=300

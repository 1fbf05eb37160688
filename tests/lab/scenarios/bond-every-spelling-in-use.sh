# Options have the names and forms of sysfs, iproute2 and other tools; a wrong separator is named.
# field: F5
# field: F8
# field: F9
# field: F11
# field: F20
dummy eth0 eth1
gone() { works ifenslave -D bond0; }

bonded 'bond0:eth0,eth1:mode=0,arp_interval=1000,arp_ip_target=10.0.0.1;10.0.0.2'
options bond0 mode=balance-rr arp_interval=1000 'arp_ip_target=10.0.0.1;10.0.0.2'
gone
if kernel_has missed_max; then
    for name in arp_missed_max missed_max; do
        bonded "bond0:eth0,eth1:mode=0,arp_interval=1000,$name=200,arp_ip_target=10.0.0.1;10.0.0.2"
        options bond0 missed_max=200
        gone
    done
fi
for name in peer_notif_delay peer_notify_delay; do
    bonded "bond0:eth0,eth1:mode=1,$name=300"
    options bond0 peer_notif_delay=300 miimon=100
    gone
done
for name in num_grat_arp num_unsol_na num_peer_notif; do
    bonded "bond0:eth0,eth1:mode=1,$name=7"
    options bond0 num_grat_arp=7
    gone
done
for mode in balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb; do
    echo "bond=bond0:eth0,eth1:$mode" >/tmp/cmdline
    works ifenslave --boot /tmp/cmdline
    mode bond0 $mode
    attached bond0 eth0 eth1
    gone
done
for targets in 'arp_ip_target=+10.11.96.1' 'arp_ip_target=[10.11.96.1]'; do
    bonded "bond0:eth0,eth1:mode=1,arp_interval=1000,$targets"
    options bond0 arp_ip_target=10.11.96.1
    gone
done
# GRUB ends a command at a semicolon.
bonded bond0:eth0,eth1:mode=1,arp_ip_target=10.0.0.1,arp_interval=1000,arp_ip_target=10.0.0.2
options bond0 'arp_ip_target=10.0.0.1;10.0.0.2'
silently ifenslave -b 'bond0:eth0,eth1:mode=1,arp_interval=1000,arp_ip_target=10.0.0.1;10.0.0.2'
gone

snapshot
rejects "10.0.0.2 (targets are separated by semicolons)" \
    ifenslave -b bond0:eth0,eth1:mode=1,arp_interval=1000,arp_ip_target=10.0.0.1,10.0.0.2
rejects "eth1 (slaves are separated by commas)" ifenslave -b bond0:eth0:eth1:mode=802.3ad
rejects "miimon=100 (options are separated by commas)" ifenslave -b bond0:eth0,eth1:mode=1:miimon=100
rejects "mode=1 (options follow the second colon)" ifenslave -b bond0:eth0,eth1,mode=1
rejects "(balance-rr active-backup " ifenslave -b bond0:eth0,eth1:mode=lacp
rejects "(0 to 255)" ifenslave -b bond0:eth0,eth1:resend_igmp=256

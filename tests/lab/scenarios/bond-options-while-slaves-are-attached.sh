# An option that differs is changed where the driver does that while it has slaves; where it does not,
# that is reported, and no option is changed.
dummy eth0 eth1
bonded bond0:eth0,eth1:mode=active-backup,miimon=100
for option in miimon=200 updelay=400 downdelay=600 primary=eth1 primary_reselect=failure resend_igmp=7 num_grat_arp=3 all_slaves_active=1 \
    min_links=1 lp_interval=3; do
    bonded "bond0:eth0,eth1:mode=active-backup,$option"
    options bond0 mode=active-backup "$option"
    attached bond0 eth0 eth1
done
active bond0 eth1

snapshot
options_of bond0 >/tmp/options
for option in mode=balance-rr mode=4 mode=1,fail_over_mac=active mode=1,miimon=50,fail_over_mac=1 mode=1,lacp_rate=fast mode=4,miimon=50,lacp_rate=fast; do
    name=${option##*,}
    rejects "" ifenslave -b "bond0:eth0,eth1:$option:1400"
    options_of bond0 | diff -U 0 /tmp/options - || fail "an option has changed"
    case $err in *mode* | *"${name%=*}"*) ;; *) fail "the option is not named" ;; esac
done

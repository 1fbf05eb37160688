# --try -b: new bonds are gone, and existing ones have their options, MTU, hardware address, slaves and addresses again.
dummy eth0 eth1 eth2 eth3
configured eth2
bond bond0
ip -batch - <<END
link set bond0 down
link set bond0 mtu 1400 address 02:00:00:00:00:77
addr add 10.77.0.1/24 dev bond0
addr add 2001:db8:77::1/64 dev bond0 nodad
link set bond0 up
route add 10.78.0.0/16 via 10.77.0.254
END
bond bond1 802.3ad
ifenslave bond1 eth3
until_link bond0 down
snapshot
for bond in bond0 bond1; do options_of $bond; done >/tmp/options
again() {
    run ifenslave "$@" </dev/null
    expect "exit status" 1 "$rc"
    reports "not confirmed: rolled back"
    unchanged
    for bond in bond0 bond1; do options_of $bond; done | diff -U 0 /tmp/options - || fail "the options have changed"
    no_bond bond2 bond3
}
for move in -v -m; do
    again $move --try 1 -b bond0:eth0,eth1:mode=802.3ad,lacp_rate=fast,mac=02-00-00-00-00-88:9000
    again $move --try 1 -b bond0:eth2:mode=balance-rr,arp_interval=500,arp_ip_target=192.0.2.1
    again $move --try 1 -b bond0:eth0,eth2:miimon=50,primary=eth2
    again $move --try 1 -b bond2:eth0,eth2:mode=active-backup,primary=eth2:1400
    again $move --try 1 -b bond2:eth0 bond3:eth1,eth2 bond1:eth3:lacp_rate=fast bond0::mode=0
    again $move --try 1 -b bond2:
    again $move --try 1 -w 1 -b bond2:eth0,eth9
done

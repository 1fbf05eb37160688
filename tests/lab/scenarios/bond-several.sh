# Several bonds at once, each as it is asked for. Where one cannot be completed, the others are.
dummy eth0 eth1 eth2 eth3
bonded bond1:eth0,eth1:mode=1,miimon=100 wan:eth2:mode=802.3ad,lacp_rate=fast:1400 none:
attached bond1 eth0 eth1
attached wan eth2
slaves none
options bond1 mode=active-backup miimon=100
options wan mode=802.3ad lacp_rate=fast
options none mode=balance-rr
is_up bond1 wan none
mtu bond1 1500
mtu wan 1400
mtu eth2 1400

fails 3 ifenslave -b bond8:eth8 bond9:eth3
case $err in *eth8*) ;; *) fail "eth8 is not named" ;; esac
attached bond9 eth3
no_bond bond8

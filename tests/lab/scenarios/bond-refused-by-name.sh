# A wrong option or value is rejected by its name before any change: of all bonds, where there are
# several.
dummy eth0 eth1 eth2 eth3
ip addr add 192.0.2.1/24 brd + dev eth0
up eth0
snapshot
while read -r text spec; do
    fails 1 ifenslave --bond "$spec"
    case $err in *"$text"*) ;; *) fail "expected on stderr: $text" ;; esac
    no_bond bond0
    fails 1 ifenslave --bond bond7:eth2,eth3:mode=1 "$spec"
    no_bond bond7
    rejects "$text" ifenslave --bond "$spec" bond7:eth2,eth3:mode=1
done <<END
xyz bond0:eth0,eth1:xyz=1
miimo bond0:eth0,eth1:miimo=100
miimonx bond0:eth0,eth1:mode=1,miimonx=100
MIIMON bond0:eth0,eth1:MIIMON=100
slaves bond0:eth0,eth1:slaves=eth2
mode bond0:eth0,eth1:mode=7
mode bond0:eth0,eth1:mode=-1
mode bond0:eth0,eth1:mode=active_backup
mode bond0:eth0,eth1:mode=active-backu
mode bond0:eth0,eth1:mode=active-backup1
mode bond0:eth0,eth1:mode=
mode bond0:eth0,eth1:mode
mode bond0:eth0,eth1:mode=1=1
miimon bond0:eth0,eth1:mode=1,miimon
miimon bond0:eth0,eth1:mode=1,miimon=
miimon bond0:eth0,eth1:mode=1,miimon=abc
miimon bond0:eth0,eth1:mode=1,miimon=100ms
miimon bond0:eth0,eth1:mode=1,miimon=-1
miimon bond0:eth0,eth1:mode=1,miimon=2147483648
miimon bond0:eth0,eth1:mode=1,miimon=4294967396
miimon bond0:eth0,eth1:mode=1,miimon=18446744073709551716
updelay bond0:eth0,eth1:mode=1,miimon=0,updelay=200
downdelay bond0:eth0,eth1:mode=1,miimon=0,downdelay=200
arp_interval bond0:eth0,eth1:mode=1,miimon=100,arp_interval=100
arp_interval bond0:eth0,eth1:mode=1,arp_interval=100,miimon=100
arp_validate bond0:eth0,eth1:mode=1,miimon=100,arp_validate=all
arp_validate bond0:eth0,eth1:mode=1,arp_interval=100,arp_validate=some
arp_validate bond0:eth0,eth1:mode=1,arp_interval=100,arp_validate=7
arp_all_targets bond0:eth0,eth1:mode=1,arp_interval=100,arp_all_targets=2
primary bond0:eth0,eth1:mode=1,primary=eth2
primary bond0:eth0,eth1:mode=1,primary=
primary bond0:eth0,eth1:mode=1,primary=averyverylongnam
primary bond0::mode=1,primary=eth0
primary_reselect bond0:eth0,eth1:mode=1,primary_reselect=3
fail_over_mac bond0:eth0,eth1:mode=1,fail_over_mac=3
xmit_hash_policy bond0:eth0,eth1:mode=2,xmit_hash_policy=layer4
xmit_hash_policy bond0:eth0,eth1:mode=2,xmit_hash_policy=99
resend_igmp bond0:eth0,eth1:mode=1,resend_igmp=256
num_grat_arp bond0:eth0,eth1:mode=1,num_grat_arp=256
num_unsol_na bond0:eth0,eth1:mode=1,num_unsol_na=256
all_slaves_active bond0:eth0,eth1:mode=1,all_slaves_active=2
min_links bond0:eth0,eth1:mode=4,min_links=2147483648
lp_interval bond0:eth0,eth1:mode=1,lp_interval=0
packets_per_slave bond0:eth0,eth1:mode=0,packets_per_slave=65536
lacp_rate bond0:eth0,eth1:mode=4,lacp_rate=2
lacp_rate bond0:eth0,eth1:mode=4,lacp_rate=medium
lacp_active bond0:eth0,eth1:mode=4,lacp_active=2
ad_select bond0:eth0,eth1:mode=4,ad_select=9
ad_actor_sys_prio bond0:eth0,eth1:mode=4,ad_actor_sys_prio=0
ad_actor_sys_prio bond0:eth0,eth1:mode=4,ad_actor_sys_prio=65536
ad_user_port_key bond0:eth0,eth1:mode=4,ad_user_port_key=1024
ad_actor_system bond0:eth0,eth1:mode=4,ad_actor_system=01:00:00:00:00:01
ad_actor_system bond0:eth0,eth1:mode=4,ad_actor_system=02:00:00:00:01
ad_actor_system bond0:eth0,eth1:mode=4,ad_actor_system=02:00:00:00:00:0g
tlb_dynamic_lb bond0:eth0,eth1:mode=5,tlb_dynamic_lb=2
missed_max bond0:eth0,eth1:mode=1,missed_max=0
missed_max bond0:eth0,eth1:mode=1,missed_max=256
coupled_control bond0:eth0,eth1:mode=4,coupled_control=2
64 bond0:eth0,eth1:mode=1:64x
67 bond0:eth0,eth1:mode=1:67
65536 bond0:eth0,eth1:mode=1:65536
4294968796 bond0:eth0,eth1:mode=1:4294968796
-1500 bond0:eth0,eth1:mode=1:-1500
more bond0:eth0,eth1:mode=1:1500:more
averyverylongnam averyverylongnam:eth0,eth1:mode=1
a/b a/b:eth0,eth1:mode=1
.. ..:eth0,eth1:mode=1
a/b bond0:eth0,a/b:mode=1
bond0 bond0:eth0,bond0:mode=1
END

# Without a SPEC it is bond0 of eth0 and eth1, in round-robin; of a name alone, of these two slaves, too.
dummy eth0 eth1
for v in --bond -b "--bond bond0" "-b bond0" --bond=bond0 "-b bond0:eth0,eth1" --bond=bond0:eth0,eth1:mode=balance-rr; do
    works ifenslave $v
    mode bond0 balance-rr
    is_up bond0
    attached bond0 eth0 eth1
    mtu bond0 1500
    ip link del bond0
done
bonded bond7
attached bond7 eth0 eth1
mode bond7 balance-rr
no_bond bond0
ip link del bond7

# Nothing behind the colon is no slave.
for spec in bond7: bond7:: bond7::: bond7::mode=0 bond7:::1500; do
    bonded $spec
    slaves bond7
    is_up bond7
    mode bond7 balance-rr
    ip link del bond7
done
bonded bond7:eth1
attached bond7 eth1
ip link del bond7
bonded bond7:eth1::1400
attached bond7 eth1
mtu bond7 1400

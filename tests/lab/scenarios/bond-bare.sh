# Without options, a bond has the driver's mode, and is monitored.
dummy eth0 eth1
for v in "-b bond0:eth0,eth1" --bond=bond0:eth0,eth1:mode=balance-rr; do
    works ifenslave $v
    mode bond0 balance-rr
    is_up bond0
    attached bond0 eth0 eth1
    mtu bond0 1500
    options bond0 miimon=100
    # A name alone is that of a bond which exists, and nothing changes.
    silently ifenslave -b bond0
    ip link del bond0
done

# Nothing after the colon is no slave.
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

# A word that is wrong is refused by name, and no bond is made of any.
dummy eth0 eth1 eth2 eth3
snapshot
while read -r text word; do
    for words in "bond=$word" "bond=bond7:eth2,eth3:mode=1 $word" "bond=$word quiet bond=bond7:eth2,eth3"; do
        case $words in *" $word") words="${words% *} bond=$word" ;; esac
        echo "ro $words rw" >/tmp/cmdline
        makes_nothing "$text" ifenslave --boot /tmp/cmdline
    done
done <<END
mode bond0:eth0,eth1:mode=fast
miimonx bond0:eth0,eth1:mode=1,miimonx=100
miimon bond0:eth0,eth1:mode=1,miimon=10O
averyverylongnam averyverylongnam:eth0
66x bond0:eth0::66x
more bond0:eth0::1500:more
lacp_rate bond0:eth0,eth1:mode=1,lacp_rate=fast
END

# An invalid word is named. At boot, the other bonds are created all the same: exit status 3. If there is none, it
# is 1, and nothing is created.
dummy eth0 eth1 eth2 eth3
snapshot
while read -r text word; do
    echo "ro bond=$word rw" >/tmp/cmdline
    rejects "$text" ifenslave --boot /tmp/cmdline
    for words in "bond=bond7:eth2,eth3:mode=1 bond=$word" "bond=$word quiet bond=bond7:eth2,eth3:mode=1"; do
        echo "ro $words rw" >/tmp/cmdline
        fails 3 ifenslave --boot /tmp/cmdline
        case $err in *"$text"*) ;; *) fail "expected on stderr: $text" ;; esac
        attached bond7 eth2 eth3
        expect "bonds" bond7 "$(cat /sys/class/net/bonding_masters)"
        works ifenslave -D bond7
        unchanged
    done
done <<END
mode bond0:eth0,eth1:mode=fast
miimonx bond0:eth0,eth1:mode=1,miimonx=100
miimon bond0:eth0,eth1:mode=1,miimon=10O
averyverylongnam averyverylongnam:eth0
66x bond0:eth0::66x
more bond0:eth0::1500:more
lacp_rate bond0:eth0,eth1:mode=1,lacp_rate=fast
bond%d bond%d:eth0,eth1
eth0 eth0:eth1
END

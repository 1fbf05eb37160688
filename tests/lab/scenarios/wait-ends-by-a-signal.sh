# A signal ends the wait at once.
dummy eth0
for signal in TERM:143 INT:130 HUP:129; do
    # From a shell that does not have SIGINT ignored in the background, as this one does.
    begin=$(now)
    rc=0
    timeout -s "${signal%:*}" 1 ifenslave -w 30 -b bond0:eth0,eth9:mode=1,miimon=100 2>/tmp/err || rc=$?
    took=$(($(now) - begin))
    expect "exit status by ${signal%:*}" "${signal#*:}" "$rc"
    [ $took -lt 1500 ] || fail "it took $took hundredths of a second"
    # What was made is whole.
    if [ -e /sys/class/net/bond0 ]; then
        [ "$(slaves_of bond0)" = "" ] || attached bond0 eth0
        works ifenslave -D bond0
    fi
done

# A signal ends the wait at once.
dummy eth0
for signal in TERM:143 INT:130 HUP:129; do
    # From a shell that does not have SIGINT ignored in the background, as this one does.
    takes 0 timeout -s "${signal%:*}" 1 ifenslave -w 30 -b bond0:eth0,eth9:mode=1,miimon=100
    expect "exit status by ${signal%:*}" "${signal#*:}" "$rc"
    # What was made is whole.
    if [ -e /sys/class/net/bond0 ]; then
        [ "$(slaves_of bond0)" = "" ] || attached bond0 eth0
        works ifenslave -D bond0
    fi
done

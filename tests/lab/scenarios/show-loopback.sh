# The loopback interface, down and up, alone and with others, with an address or more.
# native: yes
shown_alike lo
shows "Link encap:Local Loopback" "LOOPBACK  MTU:65536"
same_as classic
expect "what is up" "" "$out"
same_as classic lo

up lo
ip addr add 192.0.2.1/32 dev lo
shown_alike lo
shows "inet addr:127.0.0.1  Mask:255.0.0.0" "inet6 addr: ::1/128 Scope:Host" "UP LOOPBACK RUNNING"
same_as classic lo
same_as classic -a
for option in --all-interfaces --all; do # which BusyBox does not know
    run ifenslave $option
    same_bytes "$option shows something else than -a"
done

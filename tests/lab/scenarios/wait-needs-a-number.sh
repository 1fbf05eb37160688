# -w takes a number of seconds, and goes with what waits.
dummy eth0 eth1
ip link add bond1 up type bond mode 1
snapshot
for arguments in "-w" "-w x -b bond0" "-w -1 -b bond0" "--wait= -b bond0" "-w 1.5 -b bond0" "-w5s -b bond0" \
    "-w 99999999999999999999 -b bond0" "-w 5 bond1 eth0" "-w 5 -D bond1" "-w 5"; do
    rejects "" ifenslave $arguments
done

# A word that is no number, or too large, is rejected. BusyBox's takes as much of it as makes a number, and as
# many of its bits as fit: `txqueuelen nope` is 0 there, and `mtu 4294968696` is 1400.
# native: yes
# long: yes
network() { one_cable; }
for word in mtu txqueuelen metric irq io_addr mem_start; do
    for number in nope "" 0x 0x1g 14x 1.5 08 1e3 -1 4294968696000000000000; do
        rejects "$number" ifconfig eth0 up $word "$number"
    done
done
for word in mtu txqueuelen metric; do
    for number in 2147483648 4294967295 4294968696; do rejects $number ifconfig eth0 up $word $number; done
done
# The next member of the kernel's structure is another value.
rejects 65536 ifconfig eth0 up io_addr 65536
rejects 256 ifconfig eth0 up irq 256

# Metric, memory, ports and interrupts: today's kernels and drivers have none of them to set. What stands
# before them is done, what stands after them is not.
# native: yes
network() { one_interface; }
for word in metric mem_start io_addr irq; do
    alike ifconfig eth0 $word 0
    alike ifconfig eth0 $word 0x1f
    alike ifconfig eth0 promisc $word 7 mtu 1400
done
# The timers of SLIP lines have requests that are other drivers' own: they are no words here.
for word in outfill keepalive; do rejects $word ifconfig eth0 promisc $word 7; done

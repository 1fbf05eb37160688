# Metric, memory, ports, interrupts, SLIP's timers: today's kernels and drivers have none of them to set.
# native: yes
# long: yes
network() { one_interface; }
for word in metric mem_start io_addr irq outfill keepalive; do
    alike ifconfig eth0 $word 0
    alike ifconfig eth0 $word 5
    alike ifconfig eth0 $word 0x1f
    alike ifconfig eth0 promisc $word 7 mtu 1400
done

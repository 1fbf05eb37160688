# A word that needs an argument has the next one, whatever it is.
# native: yes
# long: yes
network() { one_interface; }
for word in netmask broadcast pointopoint dstaddr hw "hw ether" mtu metric txqueuelen mem_start io_addr irq outfill keepalive; do
    alike ifconfig eth0 $word
done
for word in netmask broadcast pointopoint dstaddr add del; do alike ifconfig eth0 $word up; done
alike ifconfig eth0 hw ether up

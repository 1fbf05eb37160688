# Words are known in full and in lower case alone; all others would be addresses.
# native: yes
# long: yes
network() { one_interface; }
for word in PROMISC prom u upp running debug notrailers inet6 unix + - -- --up -x +promisc -a /24 nope default1; do
    alike ifconfig eth0 $word
done
for word in -up -down -mtu -metric -netmask -dstaddr -hw -add -del -inet -txqueuelen -irq -10.0.0.1; do
    alike ifconfig eth0 $word
    alike ifconfig eth0 $word 1
done
alike ifconfig -- eth0
alike ifconfig -- eth0 up

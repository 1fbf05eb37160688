# The MTU and the length of the queue, none included.
# native: yes
dummy eth0
for settings in "mtu 68" "mtu 60" "mtu 1280" "mtu 9000 txqueuelen 0" "txqueuelen 1" "txqueuelen 32767"; do
    ip link set eth0 $settings
    same_as ifconfig -a
done
ip link set eth0 mtu 9000 txqueuelen 0 up
shown_alike eth0
shows "MTU:9000  Metric:1"

# What is no interface cannot be shown, whatever it looks like.
# native: yes
# long: yes
network() { one_interface; }
for name in nope nope:1 -x -v -s - -- -aa "" eth "eth0 " ETH0 10.0.0.1 inet up; do
    alike ifconfig "$name"
    alike ifconfig -a "$name"
done
alike ifconfig -a -a
alike ifconfig eth0 -a

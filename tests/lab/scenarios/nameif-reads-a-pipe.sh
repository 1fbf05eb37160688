# The table may come from a pipe, which can be read only once.
# native: yes
network() { one_interface "link add name eth1 address 52:54:00:00:00:03 type $dummy"; }
printf 'net0 52:54:00:00:00:01\nnet1 52:54:00:00:00:03\n' >/tmp/tab
for file in - /proc/self/fd/0; do
    network
    cat /tmp/tab | works ours nameif -c "$file"
    mac net0 52:54:00:00:00:01
    mac net1 52:54:00:00:00:03
    no_network
done

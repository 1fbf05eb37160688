# However many blanks there are, and whatever follows: nothing of a name or an address is lost.
# native: yes
# long: yes
network() { one_interface "link add name eth1 address 52:54:00:00:00:00 type $dummy"; }
for width in 100 107 108 109 110 120 130 500 511 512 513 1100 5000; do
    printf "net0 %${width}s\n" 52:54:00:00:00:01 >/tmp/tab
    alike nameif -c /tmp/tab
    printf "%${width}s %s\n" net0 52:54:00:00:00:01 >/tmp/tab
    alike nameif -c /tmp/tab
    printf "net0 52:54:00:00:00:01 %${width}s\n" and more >/tmp/tab
    alike nameif -c /tmp/tab
    printf "#%${width}s\nnet0 52:54:00:00:00:01\n" text >/tmp/tab
    alike nameif -c /tmp/tab
done

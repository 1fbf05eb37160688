# Bad names, addresses and options are rejected before anything is renamed.
# native: yes
# long: yes
network() { one_interface "link add name eth1 address 52:54:00:00:00:03 type $dummy"; }
for address in "" nope 52:54:00:00:00 52-54-00-00-00-03 52:54:00:00::03 052:54:00:00:00:03 52:54:00:00:00: \
    mac= mac=nope driver=ifb bus=1 phyaddr=1 MAC=52:54:00:00:00:03; do
    rejects "" nameif net0 52:54:00:00:00:01 net1 "$address"
    alike nameif net0 52:54:00:00:00:01 net1 "$address"
done
# BusyBox's takes six bytes, whatever follows them.
for address in 52:54:00:00:00:03x 52:54:00:00:00:03:04 52:54:00:00:00:003 52:54:00:00:00:03:; do
    rejects "$address" nameif net0 52:54:00:00:00:01 net1 "$address"
done
for name in averyverylongnam averyverylongnameindeed; do
    rejects $name nameif net0 52:54:00:00:00:01 $name 52:54:00:00:00:03
    alike nameif net0 52:54:00:00:00:01 $name 52:54:00:00:00:03
done
rejects "" nameif net0
rejects "" nameif net0 52:54:00:00:00:01 net1
rejects "" nameif -x net0 52:54:00:00:00:01
rejects "" nameif -c
alike nameif net0
alike nameif net0 52:54:00:00:00:01 net1
alike nameif -x net0 52:54:00:00:00:01
alike nameif -c

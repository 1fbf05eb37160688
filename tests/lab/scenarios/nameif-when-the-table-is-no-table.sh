# Invalid lines are reported, by their number; nothing is renamed then. BusyBox's goes on with the
# others, and ends with exit status 0, as it does without the file.
# native: yes
network() { one_interface "link add name eth1 address 52:54:00:00:00:03 type $dummy"; }
mkdir -p /etc
mount -t tmpfs tmpfs /etc
rejects mactab nameif
rejects /nowhere nameif -c /nowhere
for line in net0 'net0#52:54:00:00:00:01' 'net0,52:54:00:00:00:01' 'net0 nope' 'averyverylongname 52:54:00:00:00:03' \
    '52:54:00:00:00:03 net0' 'net0 driver=veth'; do
    printf 'net1 52:54:00:00:00:01\n%s\n' "$line" >/etc/mactab
    rejects "" nameif
done

# BusyBox's, too, rejects a malformed hardware address, or one of an unknown type.
# native: yes
# long: yes
network() { one_interface; }
for address in 52-54-00-00-00-09 52.54.00.00.00.09 52:54:00:00:00 52:54:00:00:00:09:0a 52540000000900 5254000009 \
    52:54:00:00:00:0g 052:54:00:00:00:09 525:4:00:00:00:09 52:54:00:00:00: 52:54:00:00:00:09: :52:54:00:00:00:09 \
    52:54:00::00:09 1 default "" "52:54:00:00:00:09 "; do
    alike ifconfig eth0 hw ether "$address"
done
for type in loop ETHER etherx "" 52:54:00:00:00:09; do alike ifconfig eth0 hw "$type" 52:54:00:00:00:09; done
alike ifconfig eth0 hw
alike ifconfig eth0 hw ether

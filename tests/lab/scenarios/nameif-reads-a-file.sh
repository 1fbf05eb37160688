# Without arguments, a file has the names: /etc/mactab, or another.
# native: yes
network() { one_interface "link add name eth1 address 52:54:00:00:00:03 type $dummy"; }
mkdir -p /etc
mount -t tmpfs tmpfs /etc
tab() { printf %b "$1" >/etc/mactab; }
tab 'net0 52:54:00:00:00:01\nnet1 52:54:00:00:00:03\n'
alike nameif
cp /etc/mactab /tmp/tab
rm /etc/mactab
alike nameif -c /tmp/tab
alike nameif -c/tmp/tab
alike nameif -sc /tmp/tab
for text in 'net0 52:54:00:00:00:01' '\n\n  \n# all of them\nnet0 52:54:00:00:00:01 # the first\n#net1 52:54:00:00:00:03\n' \
    '\t net0 \t\t 52:54:00:00:00:01   \n' 'net0 52:54:00:00:00:01\r\nnet1 52:54:00:00:00:03\r\n' \
    'net0 mac=52:54:00:00:00:01\n' 'net0 52:54:00:00:00:01 and more\n' '' '#\n'; do
    tab "$text"
    alike nameif
done
# With arguments, the file is not read.
tab 'net0 52:54:00:00:00:01\n'
alike nameif net1 52:54:00:00:00:03
alike nameif -c /etc/mactab net1 52:54:00:00:00:03
alike nameif -c /nowhere net1 52:54:00:00:00:03

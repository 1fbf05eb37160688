# The toolkit's ifconfig shows BusyBox's bytes: of what is up, of all, and of one interface or alias.
# native: yes
shower="ours ifconfig"
one_cable
configured eth0
dummy down0
up lo
ip addr add 198.51.100.1/24 dev down0
until_link eth0 up
same_as ifconfig
same_as ifconfig -a
for name in lo eth0 p0 down0 eth0:web; do
    same_as ifconfig $name
    same_as ifconfig -a $name
done
shows "eth0:web"

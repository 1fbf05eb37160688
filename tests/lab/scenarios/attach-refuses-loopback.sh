# lo is of no use in a bond; it is left alone, up and with its address.
# classic: fails something has changed
bond bond0
up lo
snapshot

run ifenslave bond0 lo
unchanged
expect "exit status" 1 "$rc"
reports "can't enslave lo to bond0: "

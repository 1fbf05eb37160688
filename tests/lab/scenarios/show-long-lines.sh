# Lines longer than any buffer are read to their ends.
# classic: fails it matters how long the lines are
# native: yes
dummy eth0 eth1
up eth0 eth1
blanks=$(printf '%5000s' "")
numbers="1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"
net_dev <<END
$head
  eth0: $numbers
  eth1: $numbers
END
classic >/tmp/theirs
net_dev <<END
$head$blanks
$blanks$blanks  eth0: $numbers $blanks 17 garbage
  eth1:$blanks$numbers$blanks
END
run ifenslave
same_bytes "it matters how long the lines are"

# Names as long as the kernel has them, and as odd.
names="abcdefghijklmno ABCDEFGHIJKLMNO eth0.100 a-b_c+d@e x 1"
dummy $names
bonded "longestbondname:$(split ' ' "$names" | tr ' ' ,):mode=active-backup,miimon=100,primary=ABCDEFGHIJKLMNO"
slaves longestbondname $(split ' ' "$names" | tr ' ' '\n' | sort)
active longestbondname ABCDEFGHIJKLMNO
works ifenslave -D longestbondname
no_bond longestbondname

# A list whose last line has no end, and lists with blanks in unusual places.
# native: yes
dummy eth0
up lo
printf '%s\n  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16' "$head" | net_dev
shown_alike lo
shows "RX bytes:1 (1.0 B)  TX bytes:9 (9.0 B)"
net_dev <<END
$head
                                                                  eth0:   1    2 	3 4 5 6 7 8         9 10 11 12 13 14 15 16     
lo:00000000000000000000001 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19
END
shown_alike lo
shows "RX bytes:1 (1.0 B)  TX bytes:9 (9.0 B)"

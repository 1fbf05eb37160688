# A name that is too long is not that of another interface.
# classic: fails something has changed
dummy averyverylongna eth0
bond theverylongbond
snapshot

for option in "" -f; do
    run ifenslave $option theverylongbond averyverylongname
    unchanged
    expect "exit status" 1 "$rc"
    run ifenslave $option theverylongbonds eth0
    unchanged
    expect "exit status" 1 "$rc"
done

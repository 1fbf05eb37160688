# A name that is too long is not that of another interface.
# classic: fails exit status: expected '1', found '0'
bond averyverylongna
fails 1 ifenslave averyverylongname
expect "stdout" "" "$out"

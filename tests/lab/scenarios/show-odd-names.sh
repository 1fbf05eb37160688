# Names of every shape that the kernel takes.
# native: yes
for name in a averyverylongna eth0.5 eth-0 eth_0 1234 0 0x1f 12345678 123456789 1234567890 -x --a "a'b" 'a"b' 'a\b' 'a$b' \
    'a`b' 'a*b' '[a]' '{}' '~' '#' '!' '&' ';' '|' '<>' '(' '=' '+' ',' '@if2' '...' .a ö ☃ "$(printf '\177')" \
    "$(printf '\033[1m')" "$(printf '\344')" "$(printf '\001a')"; do
    ip link add name "$name" up type $dummy
done
shown_alike averyverylongna 1234 "a'b" ö '#'
shows "averyverylongna Link encap:" "1234      Link encap:" "12345678  Link encap:" "123456789 Link encap:"

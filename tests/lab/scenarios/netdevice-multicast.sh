# SIOCADDMULTI and SIOCDELMULTI: the link layer's multicast filter is that of /proc/net/dev_mcast.
dummy eth0
up eth0
is_in() { grep -q "eth0 .* $1\$" /proc/net/dev_mcast; }
prints "" netdevice eth0 addmulti 0 01:00:5e:00:00:07
is_in 01005e000007 || fail "it is not in the filter"
# Once is as good as twice.
prints "" netdevice eth0 addmulti 0 01:00:5e:00:00:07
prints "" netdevice eth0 delmulti 0 01:00:5e:00:00:07
! is_in 01005e000007 || fail "it is still in the filter"
request_fails ENOENT eth0 delmulti 0 01:00:5e:00:00:07
# What ip has added; the address family is AF_UNSPEC.
ip maddr add 01:00:5e:00:00:08 dev eth0
prints "" netdevice eth0 delmulti 0 01:00:5e:00:00:08
! is_in 01005e000008 || fail "it is still in the filter"
request_fails EINVAL eth0 addmulti 1 01:00:5e:00:00:07
request_fails EINVAL eth0 delmulti 1 01:00:5e:00:00:07
# This one has no filter.
request_fails EINVAL lo addmulti 0 01:00:5e:00:00:07

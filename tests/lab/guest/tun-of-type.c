// tun-of-type NAME TYPE  -- make a tun interface that says it is of that hardware type (ARPHRD_*).
//
// It stands in for hardware that is not at hand: a tun interface may be given any type.
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

int main(int count, char **words)
{
	struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	int tun = open("/dev/net/tun", O_RDWR);

	if (count != 3)
		return 2;
	strncpy(request.ifr_name, words[1], IFNAMSIZ - 1);
	if (tun < 0 || ioctl(tun, TUNSETIFF, &request) || ioctl(tun, TUNSETPERSIST, 1) ||
	    ioctl(tun, TUNSETLINK, atoi(words[2]))) {
		perror("tun-of-type");
		return 1;
	}
	return 0;
}

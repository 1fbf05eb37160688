/* A program in C that has the applets in it: host APPLET [ARGUMENT...]. Its exit status is the applet's,
   or 99 where the process is not afterwards what it was before. */

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ifenslave.h"

/* What of the process an applet may borrow: signals, file descriptors, memory. */
struct process {
    int blocked[65];
    int open[64];
    char maps[1 << 16];
};

static void look(struct process *process) {
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    for (int signal = 1; signal < 65; signal++)
        process->blocked[signal] = sigismember(&mask, signal);
    for (int fd = 0; fd < 64; fd++)
        process->open[fd] = fcntl(fd, F_GETFD) != -1;
    int maps = open("/proc/self/maps", O_RDONLY);
    char *at = process->maps;
    for (ssize_t some; (some = read(maps, at, process->maps + sizeof process->maps - at)) > 0;)
        at += some;
    close(maps);
}

static struct process before, after;

int main(int argc, char **argv) {
    int (*applet)(int, char **) = NULL;
    if (argc > 1 && strcmp(argv[1], "ifconfig") == 0) applet = ifconfig_main;
    if (argc > 1 && strcmp(argv[1], "ifenslave") == 0) applet = ifenslave_main;
    if (argc > 1 && strcmp(argv[1], "nameif") == 0) applet = nameif_main;
    if (!applet) return 98;

    /* The mask to be put back is neither empty nor full. */
    sigset_t some;
    sigemptyset(&some);
    sigaddset(&some, SIGUSR1);
    sigprocmask(SIG_SETMASK, &some, NULL);

    look(&before);
    int status = applet(argc - 1, argv + 1);
    look(&after);
    return memcmp(&before, &after, sizeof before) == 0 ? status : 99;
}

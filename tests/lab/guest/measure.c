// measure time|calls|faults COMMAND [ARGUMENT]...  -- run it, its stdout to /dev/null, and print
//
//   time     how many microseconds it took, from fork to exit, and how many page faults
//   calls    how many system calls it made (they are counted with ptrace(2), which takes its time)
//   faults   how many major page faults it had until its last mlockall(2), and how many after it
//
// The exit status is the command's; 125 if it could not be measured.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/reg.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// The major page faults of a process so far; the ninth number after its name, see proc(5).
static long major_faults(pid_t pid)
{
	char path[32], stat[512];
	long faults = -1;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	FILE *file = fopen(path, "r");
	if (!file)
		return -1;
	if (fgets(stat, sizeof(stat), file) && strrchr(stat, ')'))
		sscanf(strrchr(stat, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %ld", &faults);
	fclose(file);
	return faults;
}

int main(int count, char **words)
{
	struct rusage usage;
	long start, stops = 0, locked = -1;
	int status;

	if (count < 3)
		return 125;
	int calls = !strcmp(words[1], "calls"), faults = !strcmp(words[1], "faults");

	start = microseconds();
	pid_t pid = fork();
	if (pid == 0) {
		dup2(open("/dev/null", O_WRONLY), 1);
		if (calls || faults)
			ptrace(PTRACE_TRACEME, 0, 0, 0);
		execvp(words[2], words + 2);
		_exit(127);
	}
	// Traced, it stops after execve, then on each way into the kernel and out of it. Other signals
	// than that stop's are its own.
	while (wait4(pid, &status, 0, &usage) == pid && WIFSTOPPED(status)) {
		int signal = WSTOPSIG(status);

		if (signal == SIGTRAP) {
			stops++;
			signal = 0;
			if (faults && ptrace(PTRACE_PEEKUSER, pid, sizeof(long) * ORIG_RAX, 0) == SYS_mlockall)
				locked = major_faults(pid);
		}
		if (ptrace(PTRACE_SYSCALL, pid, 0, signal)) {
			perror("measure: ptrace");
			return 125;
		}
	}
	if (!WIFEXITED(status))
		return 125;
	if (calls)
		printf("%ld\n", stops / 2); // execve is one, exit_group none, as strace -c has it
	else if (faults && locked < 0)
		return 125; // it has locked nothing
	else if (faults)
		printf("%ld %ld\n", locked, usage.ru_majflt - locked);
	else
		printf("%ld %ld\n", microseconds() - start, usage.ru_minflt + usage.ru_majflt);
	return WEXITSTATUS(status);
}

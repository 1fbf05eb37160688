// measure time|calls COMMAND [ARGUMENT]...  -- run it, its stdout to /dev/null, and print
//
//   time     how many microseconds it took, from fork to exit, and how many page faults
//   calls    how many system calls it made (they are counted with ptrace(2), which takes its time)
//
// The exit status is the command's; 125 if it could not be measured.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int main(int count, char **words)
{
	struct rusage usage;
	long start, stops = 0;
	int status;

	if (count < 3)
		return 125;
	int calls = !strcmp(words[1], "calls");

	start = microseconds();
	pid_t pid = fork();
	if (pid == 0) {
		dup2(open("/dev/null", O_WRONLY), 1);
		if (calls)
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
	else
		printf("%ld %ld\n", microseconds() - start, usage.ru_minflt + usage.ru_majflt);
	return WEXITSTATUS(status);
}

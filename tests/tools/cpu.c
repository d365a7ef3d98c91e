/*
 * cpu: what commands cost, side by side.
 *
 *	cpu [-n ROUNDS] [-c CORE] [-d] LABEL=COMMAND...
 *
 * Runs the commands in turn, ROUNDS times (5), and prints a line for each:
 * label, median of the CPU seconds (user and system) of the whole process
 * tree, its least, the median wall seconds, the largest resident set in KiB,
 * and the exit status of the last run, separated by tabs.  A COMMAND runs
 * under `sh -c`; with -d it is split at blanks and run directly, input from
 * and all output to /dev/null, for what is so short that a shell would count.
 * -c binds all to one core.
 *
 * The tree is what the kernel adds up when a child is waited for; a command
 * that leaves children behind unwaited-for is not seen.
 */
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_ROUNDS	101
#define MAX_COMMANDS	64
#define MAX_WORDS	64

struct command {
	const char *label;
	const char *text;
	int64_t cpu[MAX_ROUNDS];	/* microseconds */
	int64_t wall[MAX_ROUNDS];
	long rss;
	int status;
};

static void
die(const char *what)
{

	perror(what);
	exit(2);
}

static int64_t
now_us(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000);
}

static int64_t
tv_us(struct timeval tv)
{

	return ((int64_t)tv.tv_sec * 1000000 + tv.tv_usec);
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return ((x > y) - (x < y));
}

static void
exec_direct(const char *text)
{
	char *words[MAX_WORDS + 1];
	char *copy, *save, *w;
	int fd, n = 0;

	if ((copy = strdup(text)) == NULL)
		die("strdup");
	for (w = strtok_r(copy, " ", &save); w != NULL && n < MAX_WORDS;
	    w = strtok_r(NULL, " ", &save))
		words[n++] = w;
	words[n] = NULL;
	if ((fd = open("/dev/null", O_RDWR)) < 0 || dup2(fd, 0) < 0 ||
	    dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
		die("/dev/null");
	(void)execvp(words[0], words);
	_exit(127);
}

static void
run(struct command *c, int round, int direct)
{
	struct rusage ru;
	int64_t start = now_us();
	pid_t pid;
	int status;

	if ((pid = fork()) < 0)
		die("fork");
	if (pid == 0) {
		if (direct)
			exec_direct(c->text);
		(void)execl("/bin/sh", "sh", "-c", c->text, (char *)NULL);
		die("sh");
	}
	while (wait4(pid, &status, 0, &ru) < 0) {
		if (errno != EINTR)
			die("wait4");
	}
	c->wall[round] = now_us() - start;
	c->cpu[round] = tv_us(ru.ru_utime) + tv_us(ru.ru_stime);
	if (ru.ru_maxrss > c->rss)
		c->rss = ru.ru_maxrss;
	c->status = WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
}

int
main(int argc, char **argv)
{
	static struct command commands[MAX_COMMANDS];
	cpu_set_t set;
	char *eq;
	int ch, core = -1, direct = 0, i, n, r, rounds = 5;

	while ((ch = getopt(argc, argv, "n:c:d")) != -1) {
		switch (ch) {
		case 'n':
			rounds = (int)strtol(optarg, NULL, 10);
			break;
		case 'c':
			core = (int)strtol(optarg, NULL, 10);
			break;
		case 'd':
			direct = 1;
			break;
		default:
			return (2);
		}
	}
	n = argc - optind;
	if (rounds < 1 || rounds > MAX_ROUNDS || n < 1 || n > MAX_COMMANDS) {
		fprintf(stderr, "usage: cpu [-n ROUNDS] [-c CORE] [-d] "
		    "LABEL=COMMAND...\n");
		return (2);
	}
	if (core >= 0) {
		CPU_ZERO(&set);
		CPU_SET((size_t)core, &set);
		/* A machine with fewer cores is measured where it is. */
		(void)sched_setaffinity(0, sizeof(set), &set);
	}
	for (i = 0; i < n; i++) {
		if ((eq = strchr(argv[optind + i], '=')) == NULL) {
			fprintf(stderr, "cpu: no label: %s\n",
			    argv[optind + i]);
			return (2);
		}
		*eq = '\0';
		commands[i].label = argv[optind + i];
		commands[i].text = eq + 1;
	}
	for (r = 0; r < rounds; r++) {
		for (i = 0; i < n; i++)
			run(&commands[i], r, direct);
	}
	for (i = 0; i < n; i++) {
		struct command *c = &commands[i];

		qsort(c->cpu, (size_t)rounds, sizeof(c->cpu[0]), by_value);
		qsort(c->wall, (size_t)rounds, sizeof(c->wall[0]), by_value);
		printf("%s\t%.6f\t%.6f\t%.6f\t%ld\t%d\n", c->label,
		    (double)c->cpu[rounds / 2] / 1e6, (double)c->cpu[0] / 1e6,
		    (double)c->wall[rounds / 2] / 1e6, c->rss, c->status);
	}
	return (0);
}

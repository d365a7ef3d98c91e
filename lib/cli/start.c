#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "private.h"

/*
 * Descriptors 0 to 2 may be closed when the command starts.  A file that is
 * opened then must not land there, where a message or a library would write
 * into it.  Each hole is filled with /dev/null, opened the wrong way round,
 * so that using it is still an error.
 */
void
ou_cli_descriptors(struct ou_run_private *p)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		p->closed[fd] = true;
		(void)open("/dev/null",
		    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
	}
}

/* Take the temporary files away and end as the signal would have. */
static void
on_signal(int number)
{
	ou_sink_cleanup();
	signal(number, SIG_DFL);
	raise(number);
}

void
ou_cli_signals(void)
{
	static const int deadly[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE,
	    SIGQUIT, SIGXCPU };
	struct sigaction action = { 0 }, old;
	size_t i;

	action.sa_handler = on_signal;
	sigemptyset(&action.sa_mask);
	/* The handler raises the same signal again. */
	action.sa_flags = SA_NODEFER;
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++) {
		/* What was ignored (nohup) stays ignored. */
		if (sigaction(deadly[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(deadly[i], &action, NULL);
	}
	ou_out_of_memory_hook = ou_sink_cleanup;
	/* A file above the size limit is a failed write, with a message. */
	signal(SIGXFSZ, SIG_IGN);
}

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ou/cli/follow.h"
#include "private.h"

/*
 * The times are those of the file (when it was written to) and of the clock
 * behind the flush of what went out; the first lines, which were there when
 * we came, count for none.
 */
#define BATCH 1000
#define TIMES 4096

static volatile sig_atomic_t stopped;

struct watch {
	struct ou_run *run;
	const struct ou_following *f;
	int64_t end;			/* of the monotonic clock; 0: never */
	int64_t begun;			/* of the other clock */
	uint64_t records, batches;
	int64_t times[TIMES];		/* the latest, in nanoseconds */
};

static void
on_stop(int number)
{
	(void)number;
	stopped = 1;
}

static int64_t
clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void
handle(struct sigaction old[2])
{
	struct sigaction action = { 0 };

	stopped = 0;
	action.sa_handler = on_stop;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, &old[0]);
	sigaction(SIGTERM, &action, &old[1]);
}

static int
answer(struct ou_run *run, struct ou_record *record, struct ou_str line,
    enum ou_answer a)
{
	switch (a) {
	case OU_PASS:
		return ou_run_write(run, record);
	case OU_DROP:
		return 0;
	case OU_REJECT:
		return ou_run_reject_record(run, line);
	case OU_STOP:
		break;
	}
	run->private->stop = true;
	return -1;
}

static int
take(struct watch *w, struct ou_str line)
{
	struct ou_run *run = w->run;
	struct ou_json_limits limits = { 0 };
	struct ou_record record;

	if (ou_str_trim(line).n == 0)
		return 0;
	run->line = ou_follow_number(w->f->file);
	run->records++;
	w->records++;
	limits.depth = (uint32_t)run->private->max_depth;
	memset(&record, 0, sizeof(record));
	if (ou_record_parse(&record, &run->record_arena, line,
	    ou_record_types, &limits, &run->err) != 0)
		return ou_run_reject_record(run, line);
	if (ou_str_is(record.type, "EndOfStream"))
		return 0;
	return answer(run, &record, line, w->f->process(run, &record));
}

/* How many lines there were, at most BATCH; -1 to stop. */
static int
take_batch(struct watch *w)
{
	struct ou_run *run = w->run;
	enum ou_follow_got got;
	struct ou_str line;
	int n;

	for (n = 0; n < BATCH && !stopped; n++) {
		ou_arena_reset(&run->record_arena);
		memset(&run->err, 0, sizeof(run->err));
		got = ou_follow_line(w->f->file, &line, &run->err);
		if (got == OU_FOLLOW_NOTHING)
			break;
		if (got == OU_FOLLOW_ANEW)
			continue;
		if (got == OU_FOLLOW_LINE ? take(w, line) != 0
		    : run->err.kind != OU_ERR_RECORD ||
		    ou_run_reject_record(run, OU_STR_NONE) != 0)
			return -1;
	}
	return n;
}

static void
say(struct ou_run *run, const char *text)
{
	ou_err_set(&run->err, OU_ERR_NONE, OU_DIAG_NONE, "%s", text);
	ou_run_message(run, OU_NOTE, &run->err);
}

static void
say_batch(struct watch *w, int n)
{
	int64_t written = ou_follow_written(w->f->file), took;
	char text[120];

	if (written < w->begun)
		return;
	took = clock_ns(CLOCK_REALTIME) - written;
	took = took > 0 ? took : 0;
	w->times[w->batches++ % TIMES] = took;
	snprintf(text, sizeof(text), "%d records, out after %" PRId64
	    ".%03" PRId64 " ms", n, took / 1000000, took / 1000 % 1000);
	say(w->run, text);
}

static int
compare(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

static void
say_all(struct watch *w)
{
	uint64_t n = w->batches < TIMES ? w->batches : TIMES;
	char text[160];
	int64_t half, most, nearly;

	if (n == 0)
		return;
	qsort(w->times, n, sizeof(w->times[0]), compare);
	half = w->times[n / 2];
	nearly = w->times[n * 95 / 100];
	most = w->times[n - 1];
	snprintf(text, sizeof(text), "from the writing of a record to the end "
	    "of what went out: median %" PRId64 ", 95 %% %" PRId64
	    ", most %" PRId64 " microseconds in %" PRIu64 " times",
	    half / 1000, nearly / 1000, most / 1000, w->batches);
	say(w->run, text);
}

static void
set_now(struct ou_run *run)
{
	if (run->private->now == NULL)
		ou_time_from_seconds(&run->now, (int64_t)time(NULL), 0);
}

/* Milliseconds until the end, at most a second. */
static int
rest_of_time(const struct watch *w)
{
	int64_t left;

	if (w->end == 0)
		return 1000;
	left = (w->end - clock_ns(CLOCK_MONOTONIC) + 999999) / 1000000;
	return left <= 0 ? 0 : left < 1000 ? (int)left : 1000;
}

static int
loop(struct watch *w)
{
	struct ou_run *run = w->run;
	bool first = true;
	int n, ms;

	while (!stopped && (ms = rest_of_time(w)) > 0) {
		set_now(run);
		if ((n = take_batch(w)) < 0)
			return -1;
		if (n != 0 || first) {
			if (w->f->rest != NULL && w->f->rest(run) != 0)
				return -1;
			if (ou_run_flush(run) != 0)
				return -1;
			if (n != 0)
				say_batch(w, n);
			first = false;
		}
		if (n < BATCH)
			ou_follow_wait(w->f->file, ms, &stopped);
	}
	return 0;
}

int
ou_run_follow(struct ou_run *run, const struct ou_following *following)
{
	struct watch *w = ou_arena_zalloc(&run->arena, sizeof(*w));
	const char *source = run->source;
	struct sigaction old[2];
	int r;

	w->run = run;
	w->f = following;
	w->begun = clock_ns(CLOCK_REALTIME);
	if (following->seconds != 0)
		w->end = clock_ns(CLOCK_MONOTONIC) +
		    (int64_t)following->seconds * 1000000000;
	handle(old);
	r = loop(w);
	sigaction(SIGINT, &old[0], NULL);
	sigaction(SIGTERM, &old[1], NULL);
	if (r == 0)
		say_all(w);
	run->source = source;
	return r;
}

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ou/base/digest.h"
#include "ou/cli/batch.h"
#include "unit.h"

/*
 * Batches and transactions of the driver, against a store that lives in
 * memory which outlasts the processes of a test: what was committed is there
 * for the next one, what was not is gone.
 */
#define MAX 700

struct kept {
	char key[160];
	char output[400];
	size_t n;
	bool printed;
};

static struct fake {
	struct kept all[MAX];
	int n, sum;			/* sum: what effects have counted */
	int begins, commits, asked;
	/* what is to go wrong */
	int busy_begin, busy_act;	/* times; -1 always */
	bool commit_fails, kill_before, kill_after, kill_printed;
	bool printed_busy, blind;
} *fake;

/* Of the process, until its commit. */
static struct kept pending[MAX];
static int n_pending, sum_pending, calls;
static bool is_open;

static int
busy(int *times, struct ou_err *err)
{
	if (*times == 0)
		return 0;
	if (*times > 0)
		--*times;
	return ou_err_set(err, OU_ERR_BUSY, OU_DIAG_BUSY, "somebody is here");
}

static int
fake_begin(void *store, struct ou_err *err)
{
	(void)store;
	fake->begins++;
	CHECK(!is_open);
	if (busy(&fake->busy_begin, err) != 0)
		return -1;
	is_open = true;
	n_pending = sum_pending = 0;
	return 0;
}

static void
key_of(char *to, size_t n, const struct ou_effect *e)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_digest d;
	struct ou_str hex;

	CHECK_INT(e->digest.n, OU_DIGEST_SIZE);
	memcpy(d.b, e->digest.p, OU_DIGEST_SIZE);
	hex = ou_digest_text(&a, &d);
	snprintf(to, n, "%.*s %.*s %.*s %.*s", OU_STR_ARG(e->command),
	    OU_STR_ARG(e->type), OU_STR_ARG(e->id), OU_STR_ARG(hex));
	ou_arena_release(&a);
}

static int
fake_done(void *store, struct ou_arena *a, struct ou_effect *effects,
    uint32_t n, struct ou_err *err)
{
	char key[160];
	uint32_t i;
	int k;

	(void)store;
	(void)err;
	CHECK(is_open);
	for (i = 0; i < n; i++) {
		key_of(key, sizeof(key), &effects[i]);
		for (k = 0; k < fake->n; k++) {
			if (strcmp(fake->all[k].key, key) == 0)
				effects[i].output = ou_str_dup(a,
				    ou_str_make(fake->all[k].output,
				    fake->all[k].n));
		}
		for (k = 0; k < n_pending; k++) {
			if (strcmp(pending[k].key, key) == 0)
				effects[i].output = ou_str_dup(a,
				    ou_str_make(pending[k].output,
				    pending[k].n));
		}
		fake->asked++;
	}
	return 0;
}

static int
fake_keep(void *store, const struct ou_effect *e, struct ou_err *err)
{
	struct kept *k = &pending[n_pending++];

	(void)store;
	(void)err;
	CHECK(is_open && n_pending <= MAX && e->output.n <= sizeof(k->output));
	memset(k, 0, sizeof(*k));
	key_of(k->key, sizeof(k->key), e);
	memcpy(k->output, e->output.p, e->output.n);
	k->n = e->output.n;
	return 0;
}

static int
fake_commit(void *store, struct ou_err *err)
{
	(void)store;
	CHECK(is_open);
	if (fake->kill_before)
		kill(getpid(), SIGKILL);
	if (fake->commit_fails)
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "the disk is full");
	is_open = false;
	memcpy(fake->all + fake->n, pending,
	    (size_t)n_pending * sizeof(*pending));
	fake->n += n_pending;
	fake->sum += sum_pending;
	fake->commits++;
	if (fake->kill_after)
		kill(getpid(), SIGKILL);
	return 0;
}

static void
fake_rollback(void *store)
{
	(void)store;
	is_open = false;
	n_pending = sum_pending = 0;
}

static uint64_t
fake_changes(void *store)
{
	(void)store;
	return (uint64_t)calls;
}

static int
fake_printed(void *store, struct ou_err *err)
{
	int i;

	(void)store;
	CHECK(!is_open);
	if (fake->kill_printed)
		kill(getpid(), SIGKILL);
	if (fake->printed_busy)
		return ou_err_set(err, OU_ERR_BUSY, OU_DIAG_BUSY, "busy");
	for (i = 0; i < fake->n; i++)
		fake->all[i].printed = true;
	return 0;
}

static int
fake_resume(void *store, struct ou_str name,
    int (*print)(void *arg, const struct ou_effect *e, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	struct ou_effect e = { .command = name };
	int i;

	(void)store;
	CHECK(!is_open && ou_str_is(name, "fake-test"));
	for (i = 0; i < fake->n; i++) {
		e.output = ou_str_make(fake->all[i].output, fake->all[i].n);
		if (!fake->all[i].printed && print(arg, &e, err) != 0)
			return -1;
	}
	return 0;
}

static struct ou_transaction transaction = {
	.begin = fake_begin, .done = fake_done, .keep = fake_keep,
	.commit = fake_commit, .rollback = fake_rollback,
	.changes = fake_changes, .printed = fake_printed,
	.resume = fake_resume,
};

/* --- a command --- */

static bool whole, together, adjust;
static const struct ou_option options[] = {
	{ 0, "whole", NULL, OU_OPTION_FLAG, &whole, "all at once" },
	{ 0, "together", NULL, OU_OPTION_FLAG, &together, "in batch()" },
	{ 0, "adjust", NULL, OU_OPTION_FLAG, &adjust, "one more at the end" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static int
begin(struct ou_run *run)
{
	transaction.changes = fake->blind ? NULL : fake_changes;
	if (run->store != NULL)
		run->transaction = &transaction;
	run->whole = whole;
	return 0;
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_order *o = object;
	struct ou_err err;

	if (ou_str_is(o->number, "bad"))
		return ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "bad it is"), OU_REJECT;
	if (ou_str_is(o->number, "stop"))
		return ou_err_set(&run->err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "no further"), OU_STOP;
	/* From here on the store is changed. */
	calls++;
	sum_pending++;
	ou_err_set(&err, OU_ERR_NONE, OU_DIAG_NONE, "saw it");
	ou_run_message(run, OU_WARNING, &err);
	ou_run_explain(run, "decided %.*s", OU_STR_ARG(o->number));
	if (ou_str_is(o->number, "late"))
		return ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "late it is"), OU_REJECT;
	if (busy(&fake->busy_act, &run->err) != 0)
		return OU_STOP;
	if (ou_str_is(o->number, "drop"))
		return OU_DROP;
	if (ou_str_is(o->number, "two") && ou_run_write_json(run,
	    OU_STR("{\"type\":\"Note\",\"text\":\"extra\"}")) != 0)
		return OU_STOP;
	o->status = OU_STR("Done");
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, status));
	return OU_PASS;
}

/* Numbers of one digit come first, the largest before all. */
static enum ou_answer
rank(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_order *o = object;

	(void)record;
	if (o->number.n == 1)
		ou_batch_rank(ou_run_batch(run), -o->number.p[0]);
	return OU_PASS;
}

static int
batch(struct ou_run *run, struct ou_batch *b)
{
	(void)run;
	if (ou_batch_each(b, rank) != 0)
		return -1;
	if (!together)
		return 0;
	return ou_batch_each(b, process) != 0 ? -1 : 1;
}

static int
act(struct ou_run *run, void *arg)
{
	calls++;
	sum_pending += *(int *)arg;
	return busy(&fake->busy_act, &run->err) != 0 ? -1 :
	    ou_run_write_json(run, OU_STR("{\"type\":\"Adjusted\"}"));
}

static int
end(struct ou_run *run)
{
	int by = 100;

	return adjust ? ou_run_effect(run, OU_STR("Adjustment"),
	    OU_STR("a1"), OU_STR("by 100"), act, &by) : 0;
}

static const struct ou_command command = {
	.name = "fake-test",
	.title = "test",
	.options = options,
	.flags = OU_HAS_STORE | OU_NO_BOOK,
	.type = "Order",
	.view = "id orderNumber orderStatus",
	.begin = begin,
	.batch = batch,
	.process = process,
	.end = end,
};

/* --- running it --- */

static char folder[] = "/tmp/ou-batch.XXXXXX";
static char out[200000], err_text[200000];

static void
path(char *to, size_t n, const char *name)
{
	snprintf(to, n, "%s/%s", folder, name);
}

static void
put_file(const char *name, const char *text)
{
	char file[100];
	FILE *f;

	path(file, sizeof(file), name);
	if (!CHECK((f = fopen(file, "w")) != NULL))
		return;
	fputs(text, f);
	fclose(f);
}

static void
get_file(const char *name, char *to, size_t max)
{
	char file[100];
	size_t n = 0;
	FILE *f;

	path(file, sizeof(file), name);
	if ((f = fopen(file, "r")) != NULL) {
		n = fread(to, 1, max - 1, f);
		fclose(f);
	}
	to[n] = '\0';
}

static int
open_as(int fd, const char *name, int flags)
{
	int from = open(name, flags, 0600);

	if (from < 0 || dup2(from, fd) < 0)
		return -1;
	close(from);
	return 0;
}

/* Run it with ${line}, words with blanks between; 1000 and the signal when it
 * was killed.  What it wrote is in out and err_text. */
static int
run_to(const char *to, const char *line)
{
	static char words[400];
	char *argv[20] = { words }, *save = NULL, *w;
	int argc = 0, status;
	pid_t child;

	snprintf(words, sizeof(words), "fake-test %s", line);
	for (w = strtok_r(words, " ", &save); w != NULL && argc < 19;
	    w = strtok_r(NULL, " ", &save))
		argv[argc++] = w;
	argv[argc] = NULL;
	fflush(NULL);
	if ((child = fork()) == 0) {
		if (chdir(folder) != 0 || open_as(0, "in", O_RDONLY) != 0 ||
		    open_as(1, to, O_WRONLY | O_CREAT | O_TRUNC) != 0 ||
		    open_as(2, "err", O_WRONLY | O_CREAT | O_TRUNC) != 0)
			_exit(99);
		unit.bad = 0;
		status = ou_command_main(&command, argc, argv);
		_exit(unit.bad ? 98 : status);
	}
	if (!CHECK(waitpid(child, &status, 0) == child))
		return -1;
	get_file("out", out, sizeof(out));
	get_file("err", err_text, sizeof(err_text));
	return WIFEXITED(status) ? WEXITSTATUS(status)
	    : 1000 + WTERMSIG(status);
}

static int
run(const char *line)
{
	return run_to("out", line);
}

/* An order of that number; its status when it was looked at. */
#define ORDER(n) "{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":\"t:" n \
	"\",\"orderNumber\":\"" n "\"}\n"
#define DONE(n) "{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":\"t:" n \
	"\",\"orderNumber\":\"" n "\",\"orderStatus\":\"Done\"}\n"
#define NOTE "{\"type\":\"Note\",\"text\" : \"passes\"}\n"

/* A new store, and the input. */
static void
begin_with(const char *text)
{
	memset(fake, 0, sizeof(*fake));
	put_file("in", text);
	put_file("rejects", "");
}

static int
lines_with(const char *text, const char *word)
{
	const char *line;
	int n = 0;

	for (line = strstr(text, word); line != NULL;
	    line = strstr(line + 1, word))
		n++;
	return n;
}

static int
unprinted(void)
{
	int i, n = 0;

	for (i = 0; i < fake->n; i++)
		n += !fake->all[i].printed;
	return n;
}

#define THREE ORDER("10") NOTE ORDER("20") ORDER("30")
#define THREE_DONE DONE("10") NOTE DONE("20") DONE("30")
#define ONLY_DONE DONE("10") DONE("20") DONE("30")

static void
test_clean(void)
{
	begin_with(THREE);
	CHECK_INT(run("--store=x -v"), 0);
	CHECK_STR(out, THREE_DONE);
	CHECK_INT(lines_with(err_text, "saw it"), 3);
	CHECK_INT(lines_with(err_text, "4 read, 4 written, 0 rejected"), 1);
	CHECK_INT(fake->sum, 3);
	CHECK_INT(fake->n, 3);
	CHECK_INT(fake->commits, 1);
	CHECK_INT(unprinted(), 0);
	/* Again: the same answer, and nothing else. */
	CHECK_INT(run("--store=x -v"), 0);
	CHECK_STR(out, THREE_DONE);
	CHECK_INT(lines_with(err_text, "saw it"), 0);
	CHECK_INT(lines_with(err_text, "4 read, 4 written, 0 rejected"), 1);
	CHECK_INT(fake->sum, 3);
	CHECK_INT(fake->n, 3);
}

static void
test_without(void)
{
	begin_with(THREE);
	CHECK_INT(run(""), 0);
	CHECK_STR(out, THREE_DONE);
	CHECK_INT(fake->begins, 0);
	CHECK_INT(run("--resume"), 2);
	CHECK_INT(lines_with(err_text, "--resume"), 1);
}

static void
test_killed(void)
{
	begin_with(THREE);
	fake->kill_before = true;
	CHECK_INT(run("--store=x"), 1000 + SIGKILL);
	CHECK_STR(out, "");
	CHECK_INT(fake->sum, 0);
	fake->kill_before = false;
	fake->kill_after = true;
	CHECK_INT(run("--store=x"), 1000 + SIGKILL);
	CHECK_STR(out, "");
	CHECK_INT(fake->sum, 3);
	CHECK_INT(unprinted(), 3);
	fake->kill_after = false;
	/* The same input prints what a clean run prints. */
	CHECK_INT(run("--store=x"), 0);
	CHECK_STR(out, THREE_DONE);
	CHECK_INT(fake->sum, 3);
	CHECK_INT(unprinted(), 0);
}

static void
test_resume(void)
{
	begin_with(THREE);
	fake->kill_after = true;
	CHECK_INT(run("--store=x"), 1000 + SIGKILL);
	fake->kill_after = false;
	/* Printed in vain: it is not gone. */
	CHECK_INT(run_to("/dev/full", "--store=x --resume"), 4);
	CHECK_INT(unprinted(), 3);
	CHECK_INT(run("--store=x --resume --dry-run"), 0);
	CHECK_STR(out, ONLY_DONE);
	CHECK_INT(unprinted(), 3);
	CHECK_INT(run("--store=x --resume"), 0);
	CHECK_STR(out, ONLY_DONE);
	CHECK_INT(unprinted(), 0);
	CHECK_INT(run("--store=x --resume"), 0);
	CHECK_STR(out, "");
	/* Input that is named is read as well. */
	CHECK_INT(run("--store=x --resume -"), 0);
	CHECK_STR(out, THREE_DONE);
	fake->all[1].printed = false;
	put_file("in", ORDER("40"));
	CHECK_INT(run("--store=x --resume in"), 0);
	CHECK_STR(out, DONE("20") DONE("40"));
}

static void
test_printed(void)
{
	begin_with(THREE);
	fake->printed_busy = true;
	CHECK_INT(run("--store=x"), 0);
	CHECK_STR(out, THREE_DONE);
	CHECK_INT(lines_with(err_text, "--resume will print it again"), 1);
	fake->printed_busy = false;
	CHECK_INT(run("--store=x --resume"), 0);
	CHECK_STR(out, ONLY_DONE);
	/* A file has it when it has its name. */
	begin_with(THREE);
	fake->kill_printed = true;
	CHECK_INT(run("--store=x -o file"), 1000 + SIGKILL);
	get_file("file", out, sizeof(out));
	CHECK_STR(out, THREE_DONE);
	CHECK_INT(unprinted(), 3);
	fake->kill_printed = false;
	CHECK_INT(run("--store=x -o no/such/file"), 4);
	CHECK_INT(unprinted(), 3);
	CHECK_INT(run("--store=x -o file"), 0);
	CHECK_INT(unprinted(), 0);
}

static void
test_busy(void)
{
	begin_with(THREE);
	fake->busy_begin = 2;
	CHECK_INT(run("--store=x"), 0);
	CHECK_STR(out, THREE_DONE);
	CHECK_INT(fake->begins, 3);
	/* In the middle of the work: nothing is said or counted twice. */
	begin_with(ORDER("10") ORDER("bad") ORDER("20"));
	fake->busy_act = 2;
	CHECK_INT(run("--store=x -v --explain --rejects=rejects"), 1);
	CHECK_STR(out, DONE("10") DONE("20"));
	CHECK_INT(lines_with(err_text, "saw it"), 2);
	CHECK_INT(lines_with(err_text, "decided "), 2);
	CHECK_INT(lines_with(err_text, "bad it is"), 1);
	CHECK_INT(lines_with(err_text, "3 read, 2 written, 1 rejected"), 1);
	get_file("rejects", out, sizeof(out));
	CHECK_INT(lines_with(out, "bad it is"), 1);
	CHECK_INT(fake->sum, 2);
	begin_with(THREE);
	fake->busy_act = 2;
	CHECK_INT(run("--store=x -q --explain=why"), 0);
	get_file("why", out, sizeof(out));
	CHECK_INT(lines_with(out, "decided "), 3);
	CHECK_STR(err_text, "");
}

static void
test_busy_for_ever(void)
{
	begin_with(THREE ORDER("bad"));
	fake->busy_begin = -1;
	CHECK_INT(run("--store=x --wait=0.1 --rejects=rejects"), 75);
	CHECK_STR(out, "");
	CHECK_INT(lines_with(err_text, "somebody is here; 4 records were not "
	    "done, and the same run may be tried again"), 1);
	CHECK_INT(lines_with(err_text, "\n"), 1);
	get_file("rejects", out, sizeof(out));
	CHECK_STR(out, "");
	CHECK(fake->begins > 1);
	begin_with(THREE);
	fake->busy_act = -1;
	CHECK_INT(run("--store=x --wait 0"), 75);
	CHECK_STR(out, "");
	CHECK_INT(fake->begins, 1);
	CHECK_INT(fake->sum, 0);
	CHECK_INT(lines_with(err_text, "saw it"), 0);
	CHECK_INT(run("--store=x --wait=soon"), 2);
	CHECK_INT(run("--store=x --wait=-1"), 2);
	CHECK_INT(run("--store=x --wait=86401"), 2);
}

static void
test_fails(void)
{
	begin_with(THREE);
	fake->commit_fails = true;
	CHECK_INT(run("--store=x"), 4);
	CHECK_STR(out, "");
	CHECK_INT(fake->sum, 0);
	CHECK_INT(lines_with(err_text, "saw it"), 0);
	CHECK_INT(lines_with(err_text, "the disk is full"), 1);
	begin_with(ORDER("10") ORDER("stop") ORDER("20"));
	CHECK_INT(run("--store=x"), 4);
	CHECK_STR(out, "");
	CHECK_INT(fake->sum, 0);
	/* Done, but not delivered: the next run delivers. */
	begin_with(THREE);
	CHECK_INT(run_to("/dev/full", "--store=x"), 4);
	CHECK_INT(fake->sum, 3);
	CHECK_INT(unprinted(), 3);
	CHECK_INT(run("--store=x"), 0);
	CHECK_STR(out, THREE_DONE);
	CHECK_INT(fake->sum, 3);
	CHECK_INT(unprinted(), 0);
}

/* ${blind}: the store cannot tell whether something was changed. */
static void
rejects(bool blind, int begins)
{
	begin_with(ORDER("10") ORDER("late") "{\"type\":1}\n" ORDER("bad")
	    "{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":\"x\","
	    "\"orderNumber\":5}\n" ORDER("20"));
	fake->blind = blind;
	CHECK_INT(run("--store=x --rejects=rejects"), 1);
	CHECK_STR(out, DONE("10") DONE("20"));
	CHECK_INT(fake->sum, 2);
	CHECK_INT(fake->n, 2);
	CHECK_INT(fake->begins, begins);
	CHECK_INT(lines_with(err_text, "saw it"), 2);
	CHECK_INT(lines_with(err_text, "in:2: late it is"), 0);
	CHECK_INT(lines_with(err_text, "-:2: late it is"), 1);
	CHECK_INT(lines_with(err_text, "bad it is"), 1);
	get_file("rejects", out, sizeof(out));
	CHECK_INT(lines_with(out, "\n"), 4);
	CHECK(strstr(out, "late it is") < strstr(out, "\"line\":3"));
	CHECK(strstr(out, "\"line\":3") < strstr(out, "bad it is"));
	CHECK(strstr(out, "bad it is") < strstr(out, "\"line\":5"));
	/* They are looked at again by the next run. */
	CHECK_INT(run("--store=x"), 1);
	CHECK_STR(out, DONE("10") DONE("20"));
	CHECK_INT(lines_with(err_text, "bad it is"), 1);
	CHECK_INT(fake->sum, 2);
}

static void
test_rejects(void)
{
	ROW("one that changed something");
	rejects(false, 2);
	ROW("a store that cannot tell");
	rejects(true, 4);
}

#define FROM(n, file) "{\"type\":\"Order\",\"source\":{\"file\":\"" file \
	"\"},\"schema\":\"order/1\",\"id\":\"t:" n "\",\"orderNumber\":\"" n \
	"\"}\n"

static void
test_twins(void)
{
	begin_with(ORDER("10") ORDER("bad") ORDER("10") ORDER("bad")
	    ORDER("two") ORDER("two") ORDER("drop") ORDER("drop"));
	CHECK_INT(run("--store=x"), 1);
	CHECK_STR(out, DONE("10") DONE("10")
	    "{\"type\":\"Note\",\"text\":\"extra\"}\n" DONE("two")
	    "{\"type\":\"Note\",\"text\":\"extra\"}\n" DONE("two"));
	CHECK_INT(fake->sum, 3);
	CHECK_INT(fake->n, 3);
	CHECK_INT(lines_with(err_text, "-:2: bad it is"), 1);
	CHECK_INT(lines_with(err_text, "-:4: bad it is"), 1);
	/* Where it was read is no part of it, wherever that stands. */
	begin_with(ORDER("10"));
	CHECK_INT(run("--store=x"), 0);
	put_file("in", "{\"source\":{\"line\":7} , \"type\":\"Order\",\"schema\""
	    ":\"order/1\",\"id\":\"t:10\",\"orderNumber\":\"10\"}\n");
	CHECK_INT(run("--store=x"), 0);
	CHECK_INT(fake->n, 2);	/* the blank is another text */
	put_file("in", FROM("10", "a") FROM("10", "b")
	    "{\"source\":{\"line\":7},\"type\":\"Order\",\"schema\":\"order/1\","
	    "\"id\":\"t:10\",\"orderNumber\":\"10\"}\n"
	    "{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":\"t:10\","
	    "\"orderNumber\":\"10\",\"source\":{}}\n");
	CHECK_INT(run("--store=x"), 0);
	CHECK_STR(out, DONE("10") DONE("10") DONE("10") DONE("10"));
	CHECK_INT(fake->n, 2);
}

static void
test_dry(void)
{
	begin_with(THREE ORDER("10"));
	CHECK_INT(run("--store=x --dry-run"), 0);
	CHECK_STR(out, THREE_DONE DONE("10"));
	CHECK_INT(fake->n, 0);
	CHECK_INT(fake->commits, 0);
}

static void
test_batches(void)
{
	static char text[600 * 100];
	size_t at = 0;
	int i;

	for (i = 0; i < 600; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at,
		    "{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":\"%d\"}"
		    "\n", i);
	begin_with(text);
	CHECK_INT(run("--store=x -q in in"), 0);
	CHECK_INT(fake->n, 600);
	CHECK_INT(fake->sum, 600);
	CHECK_INT(fake->commits, 5);	/* of 1,200 records */
	CHECK_INT(lines_with(out, "\n"), 1200);
	/* A dry run sees in its third batch what its first has done. */
	begin_with(text);
	CHECK_INT(run("--store=x -q --dry-run in in"), 0);
	CHECK_INT(fake->begins, 1);
	CHECK_INT(lines_with(out, "\n"), 1200);
	begin_with(text);
	CHECK_INT(run("--store=x -q --whole"), 0);
	CHECK_INT(fake->commits, 1);
	CHECK_INT(fake->n, 600);
}

static void
test_damage(void)
{
	begin_with(THREE "{\"type\":\"Or");
	CHECK_INT(run("--store=x"), 3);
	CHECK_STR(out, THREE_DONE);
	CHECK(strstr(err_text, "saw it") < strstr(err_text, "not finished"));
	CHECK_INT(fake->n, 3);
	/* All or nothing: there is no all. */
	begin_with(THREE);
	CHECK_INT(run("--store=x --whole --sealed"), 3);
	CHECK_STR(out, "");
	CHECK_INT(fake->n, 0);
}

static void
test_ranks(void)
{
	static const char *const how[] = { "--store=x", "--store=x --together",
	    "--store=x --whole", "--whole", "--whole --together" };
	const char *first, *second;
	size_t i;

	for (i = 0; i < sizeof(how) / sizeof(how[0]); i++) {
		ROW("%s", how[i]);
		begin_with(ORDER("3") NOTE ORDER("10") ORDER("bad")
		    ORDER("7"));
		CHECK_INT(run(how[i]), 1);
		CHECK_STR(out, DONE("3") NOTE DONE("10") DONE("7"));
		first = strstr(err_text, "-:5: warning: saw it");
		second = strstr(err_text, "-:1: warning: saw it");
		CHECK(first != NULL && second != NULL && first < second);
		CHECK_INT(lines_with(err_text, "bad it is"), 1);
	}
}

static void
test_csv(void)
{
	begin_with(ORDER("10") ORDER("20"));
	CHECK_INT(run("--store=x"), 0);
	/* What was kept is printed in the form that is asked for. */
	CHECK_INT(run("--store=x --to=csv"), 0);
	CHECK_INT(lines_with(out, "t:20,"), 1);
	CHECK_INT(lines_with(out, "\n"), 3);
	CHECK_INT(fake->n, 2);
	put_file("in", NOTE ORDER("20"));
	CHECK_INT(run("--store=x --to=csv --rejects=rejects"), 1);
	CHECK_INT(lines_with(out, "\n"), 2);
	get_file("rejects", out, sizeof(out));
	CHECK_INT(lines_with(out, "\"format\":\"json\""), 1);
	put_file("in", "type,schema,id,orderNumber\nOrder,order/1,t:30,30\n");
	CHECK_INT(run("--store=x --from=csv"), 0);
	CHECK_STR(out, DONE("30"));
}

static void
test_effect(void)
{
	begin_with(ORDER("10"));
	fake->busy_act = 1;
	CHECK_INT(run("--store=x --adjust"), 0);
	CHECK_STR(out, DONE("10") "{\"type\":\"Adjusted\"}\n");
	CHECK_INT(fake->sum, 101);
	CHECK_INT(fake->n, 2);
	CHECK_INT(run("--store=x --adjust"), 0);
	CHECK_STR(out, DONE("10") "{\"type\":\"Adjusted\"}\n");
	CHECK_INT(fake->sum, 101);
	CHECK_INT(unprinted(), 0);
	CHECK_INT(run("--adjust"), 0);
	CHECK_STR(out, DONE("10") "{\"type\":\"Adjusted\"}\n");
}

int
main(void)
{
	fake = mmap(NULL, sizeof(*fake), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (fake == MAP_FAILED || mkdtemp(folder) == NULL)
		return 1;
	unsetenv("ORDERUTILS_STORE");
	unsetenv("ORDERUTILS_SEALED");
	RUN(test_clean);
	RUN(test_without);
	RUN(test_killed);
	RUN(test_resume);
	RUN(test_printed);
	RUN(test_busy);
	RUN(test_busy_for_ever);
	RUN(test_fails);
	RUN(test_rejects);
	RUN(test_twins);
	RUN(test_dry);
	RUN(test_batches);
	RUN(test_damage);
	RUN(test_ranks);
	RUN(test_csv);
	RUN(test_effect);
	if (chdir(folder) == 0) {
		unlink("in");
		unlink("out");
		unlink("err");
		unlink("rejects");
		unlink("file");
		unlink("why");
	}
	rmdir(folder);
	return (UNIT_DONE());
}

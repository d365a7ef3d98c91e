#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ou/io/file.h"
#include "private.h"

#ifndef OU_VERSION
#define OU_VERSION "0"
#endif

#define LIST_MAX 64

/* Which commands have a common option. */
#define FOREIGN 0x10000		/* those with input() that read what
				 * others write */
#define HAS (OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_HAS_STORE | \
    FOREIGN)

static struct ou_run the_run;
static struct ou_run_private the_private;

struct common {
	unsigned only;		/* offered only with one of these flags */
	unsigned unless;	/* and not with one of these */
	struct ou_option option;
};

#define TEXT OU_OPTION_TEXT
#define FLAG OU_OPTION_FLAG
#define SIZE OU_OPTION_SIZE
#define CHOICE OU_OPTION_CHOICE
#define OPTIONAL OU_OPTION_OPTIONAL

static const struct common commons[] = {
	{ 0, 0, { 'f', "from", "json|csv", TEXT, &the_run.from,
	    "input form" } },
	{ 0, OU_NO_CSV_OUT, { 't', "to", "json|csv", TEXT, &the_run.to,
	    "output form" } },
	{ 0, 0, { 'o', "output", "FILE", TEXT, &the_run.output,
	    "write records to FILE, whole or not at all" } },
	{ 0, 0, { 0, "rejects", "FILE", TEXT, &the_run.rejects,
	    "append refused records to FILE" } },
	{ OU_HAS_PRINT, 0, { 0, "print", "PATH", TEXT, &the_run.print,
	    "write what people read to PATH" } },
	{ OU_HAS_FILE, 0, { 0, "file", "PATH", TEXT, &the_run.file,
	    "write what partners read to PATH" } },
	{ OU_HAS_FILE, 0, { 0, "as", "FORMAT", TEXT, &the_run.as,
	    "format of --file" } },
	{ OU_HAS_EMIT, 0, { 0, "emit", "TYPE", TEXT, &the_run.emit,
	    "send records of TYPE to the stream too" } },
	{ 0, OU_NO_BOOK, { 0, "book", "DIR", TEXT, &the_run.book,
	    "reference data ($ORDERUTILS_BOOK, ./book)" } },
	{ OU_HAS_STORE, 0, { 0, "store", "URL", TEXT, &the_run.store,
	    "the store ($ORDERUTILS_STORE)" } },
	{ OU_HAS_STORE, 0, { 0, "wait", "SECONDS", OU_OPTION_DECIMAL,
	    &the_private.wait, "how long to wait for others (10)" } },
	{ OU_HAS_STORE, OU_NO_RESUME, { 0, "resume", NULL, FLAG,
	    &the_private.resume,
	    "print what was done but perhaps not printed" } },
	{ 0, 0, { 0, "now", "TIME", TEXT, &the_private.now,
	    "take TIME for the clock" } },
	{ 0, 0, { 0, "sealed", NULL, FLAG, &the_run.sealed,
	    "demand and write EndOfStream records" } },
	{ 0, OU_NO_EXPLAIN, { 0, "explain", "FILE", OPTIONAL,
	    &the_run.explain, "say what was decided and why" } },
	{ 0, 0, { 'n', "dry-run", NULL, FLAG, &the_run.dry_run,
	    "do everything, change no file" } },
	{ 0, 0, { 0, "schema", NULL, FLAG, &the_private.schema,
	    "print the JSON Schema of the records" } },
	{ 0, 0, { 0, "max-line", "SIZE", SIZE, &the_private.max_line,
	    "longest line of records (64M)" } },
	{ 0, 0, { 0, "max-depth", "N", OU_OPTION_COUNT, &the_private.max_depth,
	    "deepest nesting of JSON (64)" } },
	{ 0, 0, { 0, "max-ratio", "N", OU_OPTION_COUNT, &the_private.max_ratio,
	    "how far gzip may expand (200)" } },
	{ FOREIGN, 0, { 0, "sandbox", "auto|require|off", CHOICE,
	    &the_private.sandbox, "confine the readers of foreign files" } },
	{ 0, 0, { 0, "diagnostics", "text|jsonl", CHOICE,
	    &the_private.diagnostics, "form of the messages" } },
	{ 0, 0, { 0, "color", "auto|always|never", CHOICE,
	    &the_private.color, "colour in messages" } },
	{ 0, 0, { 'q', "quiet", NULL, FLAG, &the_run.quiet,
	    "no warnings" } },
	{ 0, 0, { 'v', "verbose", NULL, FLAG, &the_run.verbose,
	    "notes, and a summary at the end" } },
	{ 0, 0, { 'h', "help", NULL, FLAG, &the_private.help,
	    "print this" } },
	{ 0, 0, { 'V', "version", NULL, FLAG, &the_private.version,
	    "print the version" } },
};
#define N_COMMONS (sizeof(commons) / sizeof(commons[0]))

struct ou_run *
ou_cli_run(const struct ou_command *command)
{
	the_run.command = command;
	the_run.private = &the_private;
	the_private.sides_end = &the_private.sides;
	return &the_run;
}

static bool
offered(const struct common *c, const struct ou_command *command)
{
	bool foreign = command->input != NULL &&
	    !(command->flags & OU_OWN_FORMS);
	unsigned flags = command->flags | (foreign ? FOREIGN : 0);

	return (c->only == 0 || (flags & c->only & HAS) != 0) &&
	    (flags & c->unless) == 0;
}

/* The command's options, then the common ones, in one table. */
static struct ou_option *
join(struct ou_run *run)
{
	const struct ou_command *command = run->command;
	const struct ou_option *own = command->options;
	struct ou_option *all;
	size_t n = 0, i;

	while (own != NULL && own[n].name != NULL)
		n++;
	all = ou_arena_array(&run->arena, n + N_COMMONS + 1, sizeof(*all));
	if (n != 0)
		memcpy(all, own, n * sizeof(*all));
	for (i = 0; i < N_COMMONS; i++) {
		if (!offered(&commons[i], command))
			continue;
		all[n] = commons[i].option;
		if (all[n].to == (void *)&run->from &&
		    command->formats != NULL)
			/* more than a line are for the manual */
			all[n].arg = strlen(command->formats) < LIST_MAX
			    ? command->formats : "FORMAT";
		n++;
	}
	return all;
}

static void
help(struct ou_run *run, struct ou_buf *out)
{
	const struct ou_command *c = run->command;

	ou_buf_printf(out, "usage: %s [OPTIONS] %s\n", c->name,
	    c->operands != NULL ? c->operands : "[FILE...]");
	ou_buf_printf(out, "%s\n", c->title);
	if (c->actions != NULL)
		ou_buf_printf(out, "ACTION: %s\n", c->actions);
	ou_options_help(run->private->options, out);
}

static bool
is_word(const char *words, const char *word)
{
	struct ou_str rest = ou_str_c(words), one;

	while (ou_str_split(&rest, '|', &one)) {
		if (ou_str_is(one, word))
			return true;
	}
	return false;
}

static int
check_forms(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	const char *from = run->command->formats;

	if (from == NULL)
		from = "json|csv";
	if (run->from != NULL && !is_word(from, run->from))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --from: '%s' is not one of %s", run->from, from);
	if (run->to != NULL && !is_word("json|csv", run->to))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --to: '%s' is not one of json|csv", run->to);
	if (run->from != NULL && strcmp(run->from, "csv") == 0)
		p->from_form = OU_STREAM_CSV;
	if (run->to != NULL && strcmp(run->to, "csv") == 0)
		p->to_form = OU_STREAM_CSV;
	return 0;
}

static int
read_now(struct ou_run *run)
{
	const char *text = run->private->now;

	if (text == NULL) {
		ou_time_from_seconds(&run->now, (int64_t)time(NULL), 0);
		return 0;
	}
	if (ou_time_parse(&run->now, ou_str_c(text), NULL) != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --now: '%s' is not a time such as "
		    "2026-11-20T09:00:00Z", text);
	/* An instant is needed: without clock midnight, without offset UTC. */
	if (!run->now.has_clock || !run->now.has_offset)
		ou_time_from_seconds(&run->now, ou_time_seconds(&run->now), 0);
	return 0;
}

/* A book that was named must be there; ./book need not. */
static int
find_book(struct ou_run *run)
{
	const char *s = getenv("ORDERUTILS_BOOK");

	if (run->book == NULL && s != NULL && *s != '\0')
		run->book = s;
	if (run->book == NULL) {
		run->book = "book";
		return 0;
	}
	if ((run->command->flags & OU_NO_BOOK) != 0 ||
	    ou_file_is_folder(run->book))
		return 0;
	ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_OPEN,
	    "is not a folder, so it is no book");
	return ou_err_at(&run->err, run->book, 0, 0);
}

#define WAIT_MS 10000
#define WAIT_MAX_MS (24 * 3600 * 1000)

/* Without --store the environment's; an empty one is none. */
static int
find_store(struct ou_run *run)
{
	const char *s = getenv("ORDERUTILS_STORE");
	struct ou_str wait = run->private->wait;
	int64_t ms = WAIT_MS;

	if ((run->command->flags & OU_HAS_STORE) == 0)
		return 0;
	if (run->store == NULL)
		run->store = s;
	if (run->store != NULL && *run->store == '\0')
		run->store = NULL;
	if (wait.p != NULL && (ou_decimal_parse(&ms, wait, 3,
	    OU_DECIMAL_PLAIN, NULL, NULL) != 0 || ms < 0 || ms > WAIT_MAX_MS))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --wait: '%.*s' is not a number of seconds up to a "
		    "day, in thousandths at most", OU_STR_ARG(wait));
	run->wait_ms = ms != 0 ? (uint32_t)ms : 1;
	return 0;
}

static void
read_environment(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	const char *s;

	if ((s = getenv("ORDERUTILS_SEALED")) != NULL && *s != '\0' &&
	    strcmp(s, "0") != 0)
		run->sealed = true;
	s = getenv("NO_COLOR");
	p->colored = p->color == COLOR_ALWAYS || (p->color == COLOR_AUTO &&
	    (s == NULL || *s == '\0') && isatty(STDERR_FILENO));
	run->diagnostics_jsonl = p->diagnostics == 1;
}

/* Operands that are more than names. */
static int
name_inputs(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	const char **paths;
	int i;

	if (run->command->operand == NULL)
		return 0;
	paths = ou_arena_array(&run->arena, (size_t)p->n_inputs,
	    sizeof(*paths));
	for (i = 0; i < p->n_inputs; i++) {
		paths[i] = run->command->operand(run, p->inputs[i]);
		if (paths[i] == NULL)
			return -1;
	}
	p->inputs = paths;
	return 0;
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    S_ISREG(a->st_mode);
}

/* Rejects that are appended to what is being read would be read again, and
 * again. */
static int
check_rejects(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	struct stat rejects, st;
	const char *what = "option --rejects: it is read from as well";
	int i;

	if (run->rejects == NULL)
		return 0;
	if (run->output != NULL && strcmp(run->output, run->rejects) == 0)
		goto output;
	if (stat(run->rejects, &rejects) != 0)
		return 0;
	for (i = 0; i < p->n_inputs; i++) {
		if ((strcmp(p->inputs[i], "-") == 0
		    ? fstat(STDIN_FILENO, &st) : stat(p->inputs[i], &st)) == 0
		    && same_file(&rejects, &st))
			goto same;
	}
	if ((run->output != NULL ? stat(run->output, &st)
	    : fstat(STDOUT_FILENO, &st)) != 0 || !same_file(&rejects, &st))
		return 0;
output:
	what = "option --rejects: the records go there as well";
same:
	ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE, "%s", what);
	return ou_err_at(&run->err, run->rejects, 0, 0);
}

/* What cannot be read is found before anything is done. */
static int
check_inputs(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	struct stat st;
	const char *name;
	int i;

	for (i = 0; i < p->n_inputs; i++) {
		name = p->inputs[i];
		if (strcmp(name, "-") == 0) {
			if (!p->closed[STDIN_FILENO])
				continue;
			return ou_err_set(&run->err, OU_ERR_USAGE,
			    OU_DIAG_OPEN, "standard input is closed");
		}
		if (stat(name, &st) == 0 && S_ISDIR(st.st_mode)) {
			ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_OPEN,
			    "is a folder");
			return ou_err_at(&run->err, name, 0, 0);
		}
		if (access(name, R_OK) != 0) {
			ou_err_errno(&run->err, OU_ERR_USAGE, OU_DIAG_OPEN,
			    "cannot be opened");
			return ou_err_at(&run->err, name, 0, 0);
		}
	}
	return check_rejects(run);
}

/* Who reads records cannot read a page among them, nor a page another. */
static int
check_sides(struct ou_run *run)
{
	const bool print = run->print != NULL && ou_sink_is_stdout(run->print);
	const bool file = run->file != NULL && ou_sink_is_stdout(run->file);

	if (print && file)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "options --print and --file: both to standard output");
	if ((print || file) &&
	    (run->output == NULL || ou_sink_is_stdout(run->output)))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --%s: the records go to standard output as well; "
		    "send them elsewhere with -o", print ? "print" : "file");
	return 0;
}

int
ou_cli_options(struct ou_run *run, int argc, char **argv)
{
	struct ou_run_private *p = run->private;
	int operand, i;

	/* Messages about options already have the form asked for. */
	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--diagnostics=jsonl") == 0)
			run->diagnostics_jsonl = true;
	}
	p->options = join(run);
	if (ou_options_parse(p->options, argc, argv, &operand, &run->err) != 0)
		return -1;
	read_environment(run);
	if (p->help || p->version || p->schema)
		return 0;
	p->inputs = (const char **)(argv + operand);
	p->n_inputs = argc - operand;
	if (ou_cli_action(run) != 0)
		return -1;
	ou_cli_inputs(run);
	if (check_forms(run) != 0 || read_now(run) != 0 ||
	    find_book(run) != 0 || find_store(run) != 0 ||
	    name_inputs(run) != 0 || check_sides(run) != 0)
		return -1;
	return check_inputs(run);
}

/* --help, --version and --schema. */
int
ou_cli_print(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	struct ou_buf text = OU_BUF_INIT;
	struct ou_sink *out;
	int r = -1;

	if (p->help)
		help(run, &text);
	else if (p->version)
		ou_buf_printf(&text, "%s (orderutils) %s\n",
		    run->command->name, OU_VERSION);
	else {
		ou_table_schema(&text,
		    ou_record_type_find(ou_str_c(run->command->type)));
		ou_buf_addc(&text, '\n');
	}
	if ((out = ou_sink_stdout(&run->err)) != NULL) {
		ou_sink_puts(out, ou_buf_str(&text));
		r = ou_sink_close(out, &run->err);
	}
	ou_buf_release(&text);
	return r;
}

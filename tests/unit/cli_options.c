#include <stdbool.h>

#include "ou/cli/options.h"
#include "unit.h"

/*
 * Command lines against one table.
 */
static bool flag;
static const char *text, *maybe;
static uint64_t size;
static int choice;
static struct ou_str decimal;
static struct ou_date date;

static const struct ou_option table[] = {
	{ 'f', "flag", NULL, OU_OPTION_FLAG, &flag, "a flag" },
	{ 't', "text", "FILE", OU_OPTION_TEXT, &text, "a text" },
	{ 0, "terse", NULL, OU_OPTION_FLAG, &flag, "another" },
	{ 'm', "maybe", "FILE", OU_OPTION_OPTIONAL, &maybe, "perhaps" },
	{ 0, "size", "SIZE", OU_OPTION_SIZE, &size, "a size" },
	{ 'c', "choice", "red|green|blue", OU_OPTION_CHOICE, &choice,
	  "a choice" },
	{ 'd', "decimal", "N", OU_OPTION_DECIMAL, &decimal, "a decimal" },
	{ 0, "date", "DATE", OU_OPTION_DATE, &date, "a date" },
	{ .name = NULL },
};

static void
clear(void)
{
	flag = false;
	text = maybe = NULL;
	size = 0;
	choice = 0;
	decimal = OU_STR_NONE;
	date = (struct ou_date){ 0, 0, 0 };
}

/* Parse ${line}, words with blanks between, and say what came of it. */
static int
parse(const char *line, char *got, size_t max, struct ou_err *err)
{
	static char words[400];
	char *argv[20] = { words }, *save = NULL, *w;
	int argc = 0, operand = 0, r;

	clear();
	snprintf(words, sizeof(words), "cmd %s", line);
	for (w = strtok_r(words, " ", &save); w != NULL && argc < 19;
	    w = strtok_r(NULL, " ", &save))
		argv[argc++] = w;
	argv[argc] = NULL;
	r = ou_options_parse(table, argc, argv, &operand, err);
	if (r != 0)
		return r;
	snprintf(got, max, "%s%s%s%s%s %d %.*s %d:", flag ? "f" : "",
	    text ? " t=" : "", text ? text : "", maybe ? " m=" : "",
	    maybe ? maybe : "", choice, OU_STR_ARG(decimal), date.day);
	for (; operand < argc; operand++)
		snprintf(got + strlen(got), max - strlen(got), " %s",
		    argv[operand]);
	return 0;
}

static void
test_good(void)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{ "", " 0  0:" },
		{ "a b", " 0  0: a b" },
		{ "-f", "f 0  0:" },
		{ "--flag", "f 0  0:" },
		{ "--fl", "f 0  0:" },
		{ "-t x", " t=x 0  0:" },
		{ "-tx", " t=x 0  0:" },
		{ "--text x", " t=x 0  0:" },
		{ "--text=x", " t=x 0  0:" },
		{ "--text=x=y", " t=x=y 0  0:" },
		{ "--text=x --text=y", " t=y 0  0:" },
		{ "-ft x", "f t=x 0  0:" },
		{ "--maybe", " m= 0  0:" },
		{ "--maybe a", " m= 0  0: a" },
		{ "--maybe=a", " m=a 0  0:" },
		{ "-m a", " m= 0  0: a" },
		{ "--choice=green", " 1  0:" },
		{ "-c blue", " 2  0:" },
		{ "-d 12.50", " 0 12.50 0:" },
		{ "-d -1", " 0 -1 0:" },
		{ "--date=2026-02-28", " 0  28:" },
		{ "a -f b", "f 0  0: a b" },
		{ "a -- -f b", " 0  0: a -f b" },
		{ "-", " 0  0: -" },
		{ "-t -", " t=- 0  0:" },
	};
	char got[400];
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].line);
		memset(&err, 0, sizeof(err));
		if (CHECK_INT(parse(rows[i].line, got, sizeof(got), &err), 0))
			CHECK_STR(got, rows[i].want);
		CHECK_INT(err.kind, OU_ERR_NONE);
	}
}

static void
test_wrong(void)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{ "--no-such", "unknown option '--no-such'" },
		{ "--no-such=x", "unknown option '--no-such'" },
		{ "a --no-such b", "unknown option '--no-such'" },
		{ "-%", "unknown option '-%'" },
		{ "-f%", "unknown option '-%'" },
		{ "--te", "option '--te' is not unique" },
		{ "--flag=x", "option --flag takes no argument" },
		{ "-t", "option -t needs an argument" },
		{ "--text", "option --text needs an argument, --text=FILE" },
		{ "--text=", "option --text: empty, expected FILE" },
		{ "--choice=re",
		  "option --choice: 're' is not one of red|green|blue" },
		{ "--choice=",
		  "option --choice: '' is not one of red|green|blue" },
		{ "--size=1T", "option --size: '1T' is not a size such as "
		  "64K" },
		{ "-d 1e2", "option --decimal: '1e2' is not a decimal "
		  "number" },
		{ "--date=2026-02-29", "option --date: '2026-02-29' is not a "
		  "date such as 2026-11-20" },
	};
	char got[400];
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].line);
		memset(&err, 0, sizeof(err));
		CHECK_INT(parse(rows[i].line, got, sizeof(got), &err), -1);
		CHECK_STR(err.text, rows[i].want);
		CHECK_INT(err.kind, OU_ERR_USAGE);
		CHECK_INT(err.code, OU_DIAG_USAGE);
	}
}

static void
test_size(void)
{
	static const struct {
		const char *text;
		int r;
		uint64_t want;
	} rows[] = {
		{ "0", 0, 0 },
		{ "1500", 0, 1500 },
		{ "64K", 0, 65536 },
		{ "64k", 0, 65536 },
		{ "1M", 0, 1048576 },
		{ "2G", 0, 2147483648 },
		{ "18446744073709551615", 0, UINT64_MAX },
		{ "18446744073709551616", -1, 0 },
		{ "17179869183G", 0, UINT64_C(17179869183) << 30 },
		{ "17179869184G", -1, 0 },
		{ "", -1, 0 },
		{ "K", -1, 0 },
		{ "1KB", -1, 0 },
		{ "-1", -1, 0 },
		{ "1.5K", -1, 0 },
		{ " 1", -1, 0 },
	};
	uint64_t got;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		got = 0;
		CHECK_INT(ou_option_size(&got, rows[i].text, NULL),
		    rows[i].r);
		CHECK(got == rows[i].want);
	}
}

static void
test_help(void)
{
	static const char want[] =
	    "  -f, --flag                    a flag\n"
	    "  -t, --text=FILE               a text\n"
	    "      --terse                   another\n"
	    "  -m, --maybe[=FILE]            perhaps\n"
	    "      --size=SIZE               a size\n"
	    "  -c, --choice=red|green|blue   a choice\n"
	    "  -d, --decimal=N               a decimal\n"
	    "      --date=DATE               a date\n";
	struct ou_buf out = OU_BUF_INIT;

	ou_options_help(table, &out);
	CHECK_STRN(out.p, out.n, want);
	ou_buf_release(&out);
}

int
main(void)
{

	RUN(test_good);
	RUN(test_wrong);
	RUN(test_size);
	RUN(test_help);
	return (UNIT_DONE());
}

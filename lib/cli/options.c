#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ou/cli/options.h"

/*
 * getopt_long with its own words switched off: its messages would differ
 * from ours in form and language.  Long options get numbers from LONG on, so
 * that a failure can be told by name.
 */
#define LONG 256
#define HELP_COLUMN 32
#define HELP_WIDTH 80

static size_t
count(const struct ou_option *table)
{
	size_t n = 0;

	while (table[n].name != NULL)
		n++;
	return n;
}

static int
has_arg(const struct ou_option *o)
{
	switch (o->kind) {
	case OU_OPTION_FLAG:
		return no_argument;
	case OU_OPTION_OPTIONAL:
		return optional_argument;
	default:
		return required_argument;
	}
}

static int
usage(struct ou_err *err, const struct ou_option *o, const char *arg,
    const char *what)
{
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "option --%s: '%s' is not %s", o->name, arg, what);
}

int
ou_option_size(uint64_t *out, const char *arg, struct ou_err *err)
{
	uint64_t v = 0, digit;
	int shift = 0;
	const char *p;

	for (p = arg; *p >= '0' && *p <= '9'; p++) {
		digit = (uint64_t)(*p - '0');
		if (v > (UINT64_MAX - digit) / 10)
			goto bad;
		v = v * 10 + digit;
	}
	if (p == arg)
		goto bad;
	switch (*p) {
	case 'k': case 'K':
		shift = 10;
		break;
	case 'm': case 'M':
		shift = 20;
		break;
	case 'g': case 'G':
		shift = 30;
		break;
	default:
		break;
	}
	if (shift != 0)
		p++;
	if (*p != '\0' || v > UINT64_MAX >> shift)
		goto bad;
	*out = v << shift;
	return 0;
bad:
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "'%s' is not a size such as 64K", arg);
}

static int
choice(const struct ou_option *o, const char *arg, struct ou_err *err)
{
	struct ou_str rest = ou_str_c(o->arg), word;
	int i;

	for (i = 0; ou_str_split(&rest, '|', &word); i++) {
		if (ou_str_is(word, arg)) {
			*(int *)o->to = i;
			return 0;
		}
	}
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "option --%s: '%s' is not one of %s", o->name, arg, o->arg);
}

/* Read ${arg} (NULL: none was given) as the option's kind and store it. */
static int
set_option(const struct ou_option *o, const char *arg, struct ou_err *err)
{
	int64_t v;

	if (arg == NULL)
		arg = "";
	switch (o->kind) {
	case OU_OPTION_FLAG:
		*(bool *)o->to = true;
		return 0;
	case OU_OPTION_OPTIONAL:
		*(const char **)o->to = arg;
		return 0;
	case OU_OPTION_TEXT:
		if (*arg == '\0')
			return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
			    "option --%s: empty, expected %s", o->name,
			    o->arg);
		*(const char **)o->to = arg;
		return 0;
	case OU_OPTION_SIZE:
		if (ou_option_size(o->to, arg, NULL) != 0)
			return usage(err, o, arg, "a size such as 64K");
		return 0;
	case OU_OPTION_COUNT:
		if (*arg == '\0' || arg[strspn(arg, "0123456789")] != '\0' ||
		    ou_option_size(o->to, arg, NULL) != 0)
			return usage(err, o, arg, "a whole number");
		return 0;
	case OU_OPTION_CHOICE:
		return choice(o, arg, err);
	case OU_OPTION_DECIMAL:
		if (ou_decimal_scan(&v, ou_str_c(arg), 6, OU_DECIMAL_PLAIN,
		    NULL) != OU_DECIMAL_OK)
			return usage(err, o, arg, "a decimal number");
		*(struct ou_str *)o->to = ou_str_c(arg);
		return 0;
	case OU_OPTION_DATE:
		if (ou_date_parse(o->to, ou_str_c(arg), NULL) != 0)
			return usage(err, o, arg, "a date such as 2026-11-20");
		return 0;
	}
	return 0;
}

/* What getopt_long could not take: "--name=arg" in ${word}, or the letter
 * optopt. */
static int
refuse(const struct option *longs, const struct ou_option *table,
    const char *word, int answer, struct ou_err *err)
{
	const char *end;
	int i, n, matches = 0;

	if (optopt != 0 && optopt < LONG) {
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    answer == ':' ? "option -%c needs an argument"
		    : "unknown option '-%c'", optopt);
	}
	if (optopt >= LONG && answer == ':')
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --%s needs an argument, --%s=%s",
		    table[optopt - LONG].name, table[optopt - LONG].name,
		    table[optopt - LONG].arg);
	if (optopt >= LONG)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --%s takes no argument",
		    table[optopt - LONG].name);
	end = strchr(word, '=');
	n = end != NULL ? (int)(end - word) : (int)strlen(word);
	for (i = 0; longs[i].name != NULL; i++) {
		if (n > 2 && strncmp(longs[i].name, word + 2,
		    (size_t)n - 2) == 0)
			matches++;
	}
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    matches > 1 ? "option '%.*s' is not unique"
	    : "unknown option '%.*s'", n, word);
}

static void
prepare(const struct ou_option *table, struct option *longs, char *letters)
{
	size_t i;

	*letters++ = ':';
	for (i = 0; table[i].name != NULL; i++) {
		longs[i] = (struct option){ table[i].name, has_arg(&table[i]),
		    NULL, LONG + (int)i };
		if (table[i].letter == 0)
			continue;
		*letters++ = table[i].letter;
		if (has_arg(&table[i]) == required_argument)
			*letters++ = ':';
	}
	longs[i] = (struct option){ NULL, 0, NULL, 0 };
	*letters = '\0';
}

static const struct ou_option *
by_letter(const struct ou_option *table, int letter)
{
	while (table->letter != letter)
		table++;
	return table;
}

int
ou_options_parse(const struct ou_option *table, int argc, char **argv,
    int *operand, struct ou_err *err)
{
	size_t n = count(table);
	struct option *longs;
	char *letters;
	int c, at, r = 0;

	longs = calloc(n + 1, sizeof(*longs));
	letters = malloc(2 * n + 2);
	if (longs == NULL || letters == NULL)
		ou_out_of_memory();
	prepare(table, longs, letters);
	opterr = 0;
	optind = 0;
	for (;;) {
		optopt = 0;
		c = getopt_long(argc, argv, letters, longs, &at);
		if (c == -1)
			break;
		if (c == '?' || c == ':')
			r = refuse(longs, table, argv[optind - 1], c, err);
		else
			r = set_option(c >= LONG ? &table[c - LONG]
			    : by_letter(table, c), optarg, err);
		if (r != 0)
			break;
	}
	*operand = optind;
	free(letters);
	free(longs);
	return r;
}

/* The text of an option, from its column on, in lines of a terminal; ${used}
 * columns of the first are taken. */
static void
help_text(struct ou_buf *out, size_t used, const char *doc)
{
	size_t n;

	if (used + 2 > HELP_COLUMN && used + 2 + strlen(doc) <= HELP_WIDTH) {
		ou_buf_printf(out, "  %s\n", doc);
		return;
	}
	if (used + 2 > HELP_COLUMN) {
		ou_buf_addc(out, '\n');
		used = 0;
	}
	for (; (n = strlen(doc)) > HELP_WIDTH - HELP_COLUMN; used = 0) {
		n = HELP_WIDTH - HELP_COLUMN;
		while (n > 0 && doc[n] != ' ')
			n--;
		if (n == 0)
			n = strcspn(doc, " ");
		ou_buf_printf(out, "%*s%.*s\n", (int)(HELP_COLUMN - used), "",
		    (int)n, doc);
		doc += n + (doc[n] == ' ');
	}
	ou_buf_printf(out, "%*s%s\n", (int)(HELP_COLUMN - used), "", doc);
}

void
ou_options_help(const struct ou_option *table, struct ou_buf *out)
{
	const struct ou_option *o;
	size_t start, used;

	for (o = table; o->name != NULL; o++) {
		start = out->n;
		if (o->letter != 0)
			ou_buf_printf(out, "  -%c, --%s", o->letter, o->name);
		else
			ou_buf_printf(out, "      --%s", o->name);
		if (o->kind == OU_OPTION_OPTIONAL)
			ou_buf_printf(out, "[=%s]", o->arg);
		else if (o->kind != OU_OPTION_FLAG)
			ou_buf_printf(out, "=%s", o->arg);
		used = out->n - start;
		help_text(out, used, o->doc);
	}
}

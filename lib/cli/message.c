#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ou/base/utf8.h"
#include "private.h"

/*
 * Messages: one line, one write, so that two commands of a pipe do not cut
 * each other's lines.  A standard error that cannot be written is no reason
 * to fail.
 */
static void
write_text(const struct ou_buf *text)
{
	size_t at = 0;
	ssize_t done;

	while (at < text->n) {
		done = write(STDERR_FILENO, text->p + at, text->n - at);
		if (done <= 0)
			break;
		at += (size_t)done;
	}
}

static void
emit(struct ou_run_private *p)
{
	if (p->attempt)
		ou_buf_adds(&p->said, ou_buf_str(&p->text));
	else
		write_text(&p->text);
}

void
ou_cli_say_kept(struct ou_run *run)
{
	struct ou_run_private *p = run->private;

	write_text(&p->said);
	ou_buf_clear(&p->said);
	if (p->explain != NULL)
		ou_sink_puts(p->explain, ou_buf_str(&p->explained));
	ou_buf_clear(&p->explained);
}

static void
put_member(struct ou_buf *b, const char *name, const char *value)
{
	struct ou_buf escaped = OU_BUF_INIT;
	struct ou_str s = ou_str_c(value);

	if (s.n == 0)
		return;
	/* File names need not be UTF-8, JSON must be. */
	if (ou_utf8_valid(s.p, s.n) != s.n) {
		ou_err_escape(&escaped, s);
		s = ou_buf_str(&escaped);
	}
	ou_buf_printf(b, ",\"%s\":", name);
	ou_json_put_string(b, s);
	ou_buf_release(&escaped);
}

static void
put_number(struct ou_buf *b, const char *name, uint64_t n)
{
	if (n != 0)
		ou_buf_printf(b, ",\"%s\":%" PRIu64, name, n);
}

static void
as_json(struct ou_buf *b, const char *program, const char *severity,
    const struct ou_err *e)
{
	ou_buf_printf(b, "{\"severity\":\"%s\"", severity);
	if (e->code != OU_DIAG_NONE)
		put_member(b, "code", ou_diag_name(e->code));
	put_member(b, "program", program);
	put_member(b, "source", e->source);
	put_number(b, "line", e->line);
	put_number(b, "column", e->column);
	put_number(b, "byte", e->byte);
	put_member(b, "field", e->field);
	put_member(b, "text", e->text);
	ou_buf_puts(b, "}\n");
}

/* "place: field: text", with a word in front of the text for what is less
 * than an error. */
static void
as_text(struct ou_buf *b, const char *severity, bool color, struct ou_err *e)
{
	char text[sizeof(e->text)];
	struct ou_err place = *e;

	place.field[0] = place.text[0] = '\0';
	ou_err_text(&place, b);
	if (strcmp(severity, "warning") == 0 || strcmp(severity, "note") == 0)
		ou_buf_printf(b, color ? "\033[33m%s:\033[0m " : "%s: ",
		    severity);
	e->source[0] = '\0';
	e->line = 0;
	if (color && strcmp(severity, "error") == 0) {
		if (e->field[0] != '\0') {
			memcpy(text, e->text, sizeof(text));
			e->text[0] = '\0';
			ou_err_text(e, b);
			e->field[0] = '\0';
			memcpy(e->text, text, sizeof(text));
		}
		ou_buf_puts(b, "\033[31m");
		ou_err_text(e, b);
		ou_buf_puts(b, "\033[0m\n");
		return;
	}
	ou_err_text(e, b);
	ou_buf_addc(b, '\n');
}

/* A place for what has none: the record that is being processed. */
static void
place(const struct ou_run *run, struct ou_err *e)
{
	const struct ou_origin *o = run->origin;

	if (e->source[0] != '\0' || e->line != 0)
		return;
	if (o != NULL) {
		snprintf(e->source, sizeof(e->source), "%.*s",
		    OU_STR_ARG(o->file));
		e->line = (uint64_t)(o->line.given ? o->line.v
		    : o->segment.v);
	} else if (run->source != NULL)
		ou_err_at(e, run->source, run->line, 0);
}

void
ou_cli_say(struct ou_run *run, const char *severity, const struct ou_err *err)
{
	struct ou_run_private *p = run->private;
	const char *name = run->command->name;
	struct ou_err e = *err;

	place(run, &e);
	ou_buf_clear(&p->text);
	if (run->diagnostics_jsonl)
		as_json(&p->text, name, severity, &e);
	else {
		ou_buf_printf(&p->text, "%s: ", name);
		as_text(&p->text, severity, p->colored, &e);
	}
	emit(p);
}

void
ou_run_message(struct ou_run *run, enum ou_severity severity,
    const struct ou_err *err)
{
	static const char *const names[] = { "note", "warning", "error" };

	if ((severity == OU_NOTE && !run->verbose) ||
	    (severity == OU_WARNING && run->quiet))
		return;
	ou_cli_say(run, names[severity], err);
}

void
ou_run_warn(void *run, const struct ou_err *err)
{
	ou_run_message(run, OU_WARNING, err);
}

void
ou_run_say(struct ou_run *run, enum ou_severity severity, enum ou_diag code,
    const char *fmt, ...)
{
	struct ou_err e;
	va_list ap;

	memset(&e, 0, sizeof(e));
	e.code = code;
	va_start(ap, fmt);
	vsnprintf(e.text, sizeof(e.text), fmt, ap);
	va_end(ap);
	ou_run_message(run, severity, &e);
}

void
ou_cli_fail(struct ou_run *run, const struct ou_err *err)
{
	struct ou_run_private *p = run->private;

	switch (err->kind) {
	case OU_ERR_NONE:
	case OU_ERR_RECORD:
		p->failed |= FAIL_REJECTED;
		break;
	case OU_ERR_DAMAGED:
		p->failed |= FAIL_DAMAGED;
		break;
	case OU_ERR_USAGE:
		p->failed |= FAIL_USAGE;
		break;
	case OU_ERR_OUTPUT:
		p->failed |= FAIL_OUTPUT;
		break;
	case OU_ERR_BUSY:
		p->failed |= FAIL_BUSY;
		break;
	}
	/* Without a text it was said already. */
	if (err->text[0] != '\0')
		ou_cli_say(run, "error", err);
}

void
ou_run_explain(struct ou_run *run, const char *fmt, ...)
{
	struct ou_run_private *p = run->private;
	struct ou_err e;
	va_list ap;

	if (run->explain == NULL)
		return;
	memset(&e, 0, sizeof(e));
	va_start(ap, fmt);
	vsnprintf(e.text, sizeof(e.text), fmt, ap);
	va_end(ap);
	if (p->explain == NULL) {
		ou_cli_say(run, "explain", &e);
		return;
	}
	place(run, &e);
	ou_buf_clear(&p->text);
	if (run->diagnostics_jsonl)
		as_json(&p->text, run->command->name, "explain", &e);
	else
		as_text(&p->text, "explain", false, &e);
	if (p->attempt)
		ou_buf_adds(&p->explained, ou_buf_str(&p->text));
	else
		ou_sink_puts(p->explain, ou_buf_str(&p->text));
}

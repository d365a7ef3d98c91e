#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ou/base/err.h"
#include "ou/base/utf8.h"

static void
err_begin(struct ou_err *err, enum ou_err_kind kind, enum ou_diag code)
{
	err->kind = kind;
	err->code = code;
	err->source[0] = '\0';
	err->field[0] = '\0';
	err->line = err->column = err->byte = 0;
}

int
ou_err_set(struct ou_err *err, enum ou_err_kind kind, enum ou_diag code,
    const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	err_begin(err, kind, code);
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return -1;
}

int
ou_err_errno(struct ou_err *err, enum ou_err_kind kind, enum ou_diag code,
    const char *fmt, ...)
{
	int number = errno;
	char reason[96];
	const char *text;
	size_t n;
	va_list ap;

	if (err == NULL)
		return -1;
	err_begin(err, kind, code);
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	/* The GNU form; the C locale's words in every locale. */
	if ((text = strerrordesc_np(number)) == NULL) {
		snprintf(reason, sizeof(reason), "error %d", number);
		text = reason;
	}
	n = strlen(err->text);
	snprintf(err->text + n, sizeof(err->text) - n, ": %s", text);
	return -1;
}

int
ou_err_at(struct ou_err *err, const char *source, uint64_t line,
    uint64_t column)
{
	if (err == NULL)
		return -1;
	if (source != NULL && err->source[0] == '\0')
		snprintf(err->source, sizeof(err->source), "%s", source);
	if (err->line == 0)
		err->line = line;
	if (err->column == 0)
		err->column = column;
	return -1;
}

int
ou_err_in(struct ou_err *err, const char *fmt, ...)
{
	char behind[sizeof(err->field)];
	size_t n;
	va_list ap;

	if (err == NULL)
		return -1;
	memcpy(behind, err->field, sizeof(behind));
	va_start(ap, fmt);
	vsnprintf(err->field, sizeof(err->field), fmt, ap);
	va_end(ap);
	n = strlen(err->field);
	if (behind[0] != '\0')
		snprintf(err->field + n, sizeof(err->field) - n, ".%s",
		    behind);
	return -1;
}

void
ou_err_text(const struct ou_err *err, struct ou_buf *out)
{
	if (err->source[0] != '\0') {
		ou_err_escape(out, ou_str_c(err->source));
		ou_buf_addc(out, ':');
	}
	if (err->line != 0)
		ou_buf_printf(out, "%" PRIu64 ":", err->line);
	if (err->line != 0 && err->column != 0)
		ou_buf_printf(out, "%" PRIu64 ":", err->column);
	if (err->source[0] != '\0' || err->line != 0)
		ou_buf_addc(out, ' ');
	if (err->field[0] != '\0') {
		ou_err_escape(out, ou_str_c(err->field));
		ou_buf_puts(out, ": ");
	}
	ou_err_escape(out, ou_str_c(err->text));
}

static void
escape_byte(struct ou_buf *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char text[4] = { '\\', 'x', hex[c >> 4], hex[c & 15] };

	ou_buf_add(out, text, sizeof(text));
}

/* What moves or hides text on a terminal; ${p} is valid UTF-8. */
static bool
is_unsafe(const unsigned char *p, size_t n)
{
	uint32_t cp;

	if (n == 1)
		return p[0] < 0x20 || p[0] == 0x7f;
	if (n == 2) {
		cp = (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
		return cp < 0xa0 || cp == 0x61c;
	}
	if (n != 3)
		return p[0] == 0xf3 && p[1] == 0xa0;	/* tags */
	cp = (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 |
	    (p[2] & 0x3f);
	return cp == 0x200e || cp == 0x200f ||
	    (cp >= 0x2028 && cp <= 0x202e) ||
	    (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff;
}

void
ou_err_escape(struct ou_buf *out, struct ou_str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i, k, n;

	for (i = 0; i < s.n; i += n) {
		n = p[i] < 0x80 ? 1 : p[i] < 0xe0 ? 2 : p[i] < 0xf0 ? 3 : 4;
		if (n > s.n - i || ou_utf8_valid(s.p + i, n) != n) {
			escape_byte(out, p[i]);
			n = 1;
		} else if (is_unsafe(p + i, n)) {
			for (k = 0; k < n; k++)
				escape_byte(out, p[i + k]);
		} else
			ou_buf_add(out, s.p + i, n);
	}
}

struct ou_str
ou_err_readable(struct ou_arena *a, const char *text)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s;

	ou_err_escape(&b, ou_str_c(text));
	s = ou_str_dup(a, ou_buf_str(&b));
	ou_buf_release(&b);
	return s;
}

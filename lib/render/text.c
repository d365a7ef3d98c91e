#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ou/base/err.h"
#include "ou/base/utf8.h"
#include "ou/render/text.h"

#define WIDTH 80
#define HEIGHT 60

static void
put(struct ou_text_page *p, struct ou_str s)
{
	/* Blanks at the end of a line carry nothing. */
	while (s.n > 0 && s.p[s.n - 1] == ' ')
		s.n--;
	ou_sink_puts(p->sink, s);
	ou_sink_write(p->sink, "\n", 1);
	p->line++;
}

static void
head(struct ou_text_page *p)
{
	struct ou_buf b = OU_BUF_INIT;
	char number[32];
	size_t used, right;

	p->line = 0;
	p->number++;
	snprintf(number, sizeof(number), "page %u", p->number);
	ou_text_clean(&b, p->title, 0);
	used = ou_utf8_length(ou_buf_str(&b));
	right = ou_utf8_length(p->note) + strlen(number) +
	    (p->note.n != 0 ? 2 : 0);
	do
		ou_buf_addc(&b, ' ');
	while (++used + right < p->width);
	ou_text_clean(&b, p->note, 0);
	if (p->note.n != 0)
		ou_buf_puts(&b, "  ");
	ou_buf_puts(&b, number);
	put(p, ou_buf_str(&b));
	put(p, OU_STR(""));
	ou_buf_release(&b);
}

void
ou_text_begin(struct ou_text_page *p)
{
	if (p->width == 0)
		p->width = WIDTH;
	if (p->height == 0)
		p->height = HEIGHT;
	p->number = 0;
	head(p);
}

void
ou_text_break(struct ou_text_page *p)
{
	ou_sink_write(p->sink, "\f", 1);
	head(p);
}

void
ou_text_need(struct ou_text_page *p, unsigned lines)
{
	/* Below a heading nothing is gained by another page. */
	if (p->line > 2 && p->line + lines > p->height)
		ou_text_break(p);
}

void
ou_text_line(struct ou_text_page *p, struct ou_str line)
{
	ou_text_need(p, 1);
	put(p, line);
}

void
ou_text_printf(struct ou_text_page *p, const char *fmt, ...)
{
	struct ou_buf b = OU_BUF_INIT;
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	ou_text_clean(&b, ou_str_c(text), 0);
	ou_text_line(p, ou_buf_str(&b));
	ou_buf_release(&b);
}

/* Bytes of the first ${n} code points. */
static size_t
prefix(struct ou_str s, size_t n)
{
	size_t i = 0;

	while (i < s.n) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80 && n-- == 0)
			break;
		i++;
	}
	return i;
}

void
ou_text_clean(struct ou_buf *out, struct ou_str s, unsigned width)
{
	size_t from = out->n, at;
	struct ou_str all;

	ou_err_escape(out, s);
	if (width == 0 || out->overflow)
		return;
	all = (struct ou_str){ out->p + from, out->n - from };
	if (all.n <= width || ou_utf8_length(all) <= width)
		return;
	at = prefix(all, width - 1);
	out->n = from + at;
	ou_buf_puts(out, "\xe2\x80\xa6");
}

struct ou_str
ou_text_quantity(struct ou_arena *a, struct ou_quantity q)
{
	char text[OU_DECIMAL_MAX];

	if (!q.given)
		return OU_STR("");
	return ou_str_dup(a, (struct ou_str){ text,
	    ou_quantity_text(text, q) });
}

#include <inttypes.h>

#include "ou/render/forecast.h"

/*
 * Plots of forecasts as SVG.  Coordinates are tenths of a pixel and whole
 * numbers: what is drawn from the same figures is the same file.
 */
#define WIDTH 7600
#define HEIGHT 2400
#define LEFT 700
#define RIGHT 7500
#define TOP 350
#define BOTTOM 2050
/* History that is shown at most: three years of weeks. */
#define SHOWN 156

struct panel {
	const struct ou_forecast_plot *plot;
	const struct ou_forecast_record *r;
	struct ou_buf *b;
	int64_t y;			/* of the panel */
	int64_t most;			/* the figure at the top */
	uint32_t skip;			/* history left out */
	uint32_t columns;		/* periods side by side */
};

/* Text for XML; what no file may hold becomes a question mark. */
static void
put_text(struct ou_buf *b, struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&':
			ou_buf_puts(b, "&amp;");
			break;
		case '<':
			ou_buf_puts(b, "&lt;");
			break;
		case '>':
			ou_buf_puts(b, "&gt;");
			break;
		default:
			ou_buf_addc(b, (unsigned char)s.p[i] < ' ' ||
			    s.p[i] == 127 ? '?' : s.p[i]);
		}
	}
}

static void
put_coordinate(struct ou_buf *b, int64_t tenths)
{
	ou_buf_printf(b, "%" PRId64, tenths / 10);
	if (tenths % 10 != 0)
		ou_buf_printf(b, ".%" PRId64, tenths % 10);
}

static int64_t
x_of(const struct panel *p, uint32_t column)
{
	return LEFT + (RIGHT - LEFT) * (2 * (int64_t)column + 1) /
	    (2 * (int64_t)p->columns);
}

static int64_t
y_of(const struct panel *p, struct ou_quantity q)
{
	int64_t v = q.v < 0 ? 0 : q.v > p->most ? p->most : q.v;

	return p->y + BOTTOM - (int64_t)((__int128)v * (BOTTOM - TOP) /
	    p->most);
}

static void
put_point(const struct panel *p, uint32_t column, struct ou_quantity q)
{
	put_coordinate(p->b, x_of(p, column));
	ou_buf_addc(p->b, ',');
	put_coordinate(p->b, y_of(p, q));
	ou_buf_addc(p->b, ' ');
}

/* The next of 1, 2 and 5 times a power of ten. */
static int64_t
round_up(int64_t v)
{
	static const int64_t steps[] = { 1, 2, 5 };
	int64_t power = 1000;
	int i = 0;

	while (steps[i] * power < v && power < INT64_MAX / 100) {
		if (++i == 3) {
			i = 0;
			power *= 10;
		}
	}
	return steps[i] * power;
}

static void
measure(struct panel *p)
{
	int64_t most = 0;
	uint32_t i;

	p->skip = p->plot->n > SHOWN ? p->plot->n - SHOWN : 0;
	p->columns = p->plot->n - p->skip + p->r->n_values;
	for (i = p->skip; i < p->plot->n; i++) {
		if (p->plot->history[i].v > most)
			most = p->plot->history[i].v;
	}
	for (i = 0; i < p->r->n_values; i++) {
		if (p->r->values[i].high.v > most)
			most = p->r->values[i].high.v;
		if (p->r->values[i].quantity.v > most)
			most = p->r->values[i].quantity.v;
	}
	p->most = round_up(most);
}

static void
put_label(const struct panel *p, int64_t x, int64_t y, const char *anchor,
    struct ou_str text)
{
	ou_buf_puts(p->b, "<text x=\"");
	put_coordinate(p->b, x);
	ou_buf_puts(p->b, "\" y=\"");
	put_coordinate(p->b, y);
	ou_buf_printf(p->b, "\" text-anchor=\"%s\">", anchor);
	put_text(p->b, text);
	ou_buf_puts(p->b, "</text>\n");
}

/* Four lines across, with their figures. */
static void
put_grid(const struct panel *p)
{
	char text[OU_DECIMAL_MAX];
	struct ou_quantity q = { 0, true };
	int i;

	for (i = 0; i <= 4; i++) {
		q.v = p->most / 4 * i;
		ou_buf_puts(p->b, "<path class=\"grid\" d=\"M");
		put_coordinate(p->b, LEFT);
		ou_buf_addc(p->b, ' ');
		put_coordinate(p->b, y_of(p, q));
		ou_buf_puts(p->b, "H");
		put_coordinate(p->b, RIGHT);
		ou_buf_puts(p->b, "\"/>\n");
		put_label(p, LEFT - 60, y_of(p, q) + 40, "end",
		    (struct ou_str){ text, ou_quantity_text(text, q) });
	}
}

static void
put_date(const struct panel *p, uint32_t column, const char *anchor,
    struct ou_date date)
{
	char text[10];

	if (ou_date_given(date))
		put_label(p, x_of(p, column), p->y + BOTTOM + 170, anchor,
		    (struct ou_str){ text, ou_date_text(text, date) });
}

static void
put_lines(const struct panel *p)
{
	uint32_t n = p->plot->n - p->skip, i;

	ou_buf_puts(p->b, "<polygon class=\"interval\" points=\"");
	for (i = 0; i < p->r->n_values; i++)
		put_point(p, n + i, p->r->values[i].high);
	for (i = p->r->n_values; i > 0; i--)
		put_point(p, n + i - 1, p->r->values[i - 1].low);
	ou_buf_puts(p->b, "\"/>\n<polyline class=\"history\" points=\"");
	for (i = 0; i < n; i++)
		put_point(p, i, p->plot->history[p->skip + i]);
	ou_buf_puts(p->b, "\"/>\n<polyline class=\"forecast\" points=\"");
	for (i = 0; i < p->r->n_values; i++)
		put_point(p, n + i, p->r->values[i].quantity);
	ou_buf_puts(p->b, "\"/>\n");
}

static void
put_panel(const struct panel *p)
{
	const struct ou_forecast_record *r = p->r;
	struct ou_buf title = OU_BUF_INIT;
	uint32_t n = p->plot->n - p->skip;

	ou_buf_printf(&title, "%.*s%s%.*s%s%.*s, a %.*s (%.*s)",
	    OU_STR_ARG(r->sku), r->location.n != 0 ? " in " : "",
	    OU_STR_ARG(r->location), r->name.n != 0 ? ": " : "",
	    OU_STR_ARG(r->name), OU_STR_ARG(r->period),
	    OU_STR_ARG(r->method));
	put_label(p, LEFT, p->y + 200, "start", ou_buf_str(&title));
	ou_buf_release(&title);
	put_grid(p);
	put_lines(p);
	if (p->skip == 0)
		put_date(p, 0, "start", p->plot->first);
	if (r->n_values != 0) {
		put_date(p, n, n > p->columns / 2 ? "end" : "start",
		    r->values[0].from);
		put_date(p, p->columns - 1, "end",
		    r->values[r->n_values - 1].from);
	}
}

void
ou_forecast_svg(const struct ou_forecast_plot *plots, uint32_t n,
    struct ou_sink *sink)
{
	struct ou_buf b = OU_BUF_INIT;
	struct panel p;
	uint32_t i;

	ou_buf_printf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %d %" PRId64 "\" font-family=\"sans-serif\" "
	    "font-size=\"11\">\n<style>"
	    ".grid{stroke:#ddd;fill:none}"
	    ".history{stroke:#333;fill:none}"
	    ".forecast{stroke:#06c;fill:none;stroke-width:2}"
	    ".interval{fill:#06c;fill-opacity:.18}"
	    "</style>\n<rect width=\"100%%\" height=\"100%%\" "
	    "fill=\"#fff\"/>\n", WIDTH / 10, (int64_t)n * HEIGHT / 10);
	for (i = 0; i < n; i++) {
		p = (struct panel){ .plot = &plots[i],
		    .r = plots[i].record, .b = &b, .y = (int64_t)i * HEIGHT };
		measure(&p);
		if (p.columns != 0)
			put_panel(&p);
		ou_sink_puts(sink, ou_buf_str(&b));
		ou_buf_clear(&b);
	}
	ou_buf_puts(&b, "</svg>\n");
	ou_sink_puts(sink, ou_buf_str(&b));
	ou_buf_release(&b);
}

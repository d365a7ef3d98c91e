#include "lossless.h"

/*
 * {"tag":"BEG","purpose":"00","orderNumber":"77"}: what is empty is left
 * out, what has no name is called by its number, and what repeats is an
 * array.
 */
struct name {
	struct ou_str base;
	unsigned number;		/* 0: none behind it */
};

/* Names one after the other; behind the last ones, those that repeat. */
struct names {
	struct ou_str rest;
	struct ou_str again[2];		/* those that repeat */
	unsigned n_again, turn;
};

static struct ou_str
next_names(struct names *n, unsigned *number)
{
	struct ou_str s;
	unsigned i;

	*number = 0;
	if (n->rest.n > 0 && ou_str_split(&n->rest, ' ', &s)) {
		if (!ou_str_ends(s, "+"))
			return s;
		s.n--;
		if (n->n_again < 2)
			n->again[n->n_again++] = s;
		return s;
	}
	if (n->n_again == 0)
		return OU_STR_NONE;
	i = n->turn++;
	*number = i / n->n_again + 2;
	return n->again[i % n->n_again];
}

static void
put_name(struct ou_buf *to, struct ou_str name, unsigned number,
    unsigned element, unsigned component)
{
	ou_buf_add(to, ",\"", 2);
	if (name.n > 1 || (name.n == 1 && *name.p != '.')) {
		ou_buf_adds(to, name);
		if (number > 0)
			ou_buf_addi(to, number);
	} else {
		ou_buf_printf(to, "%02u", element);
		if (component > 1)
			ou_buf_printf(to, ".%u", component);
	}
	ou_buf_add(to, "\":", 2);
}

static void
put_repeated(struct lossless_put *x, struct ou_buf *to,
    const struct ou_edi_segment *seg, unsigned e)
{
	struct ou_str first = ou_edi_component(seg, e, 1);
	struct ou_str more = ou_edi_repeated(seg, e), one;

	ou_buf_addc(to, '[');
	ou_lossless_put_value(x, to, first);
	while (ou_str_split(&more, x->marks->repetition, &one)) {
		ou_buf_addc(to, ',');
		ou_lossless_put_value(x, to, one);
	}
	ou_buf_addc(to, ']');
}

static void
put_element(struct lossless_put *x, struct ou_buf *to,
    const struct ou_edi_segment *seg, unsigned e, struct ou_str names,
    unsigned number)
{
	unsigned n = ou_edi_components(seg, e), c;
	struct ou_str name, value;

	for (c = 1; c <= n || names.n > 0; c++) {
		if (!ou_str_split(&names, ':', &name))
			name = OU_STR_NONE;
		if (c > n)
			break;
		value = ou_edi_component(seg, e, c);
		if (value.n == 0)
			continue;
		put_name(to, name, number, e, c);
		if (n == 1 && ou_edi_repeated(seg, e).p != NULL)
			put_repeated(x, to, seg, e);
		else
			ou_lossless_put_value(x, to, value);
	}
}

void
ou_lossless_put_typed(struct lossless_put *x, struct ou_buf *to,
    struct ou_str raw)
{
	struct ou_edi_segment seg;
	struct names names = { .n_again = 0 };
	struct ou_str name;
	unsigned e, number;

	(void)ou_edi_split(&seg, x->marks, raw);
	ou_buf_puts(to, "{\"tag\":");
	ou_lossless_put_value(x, to, seg.e[0]);
	names.rest = ou_str_c(ou_lossless_names(x->marks->family, seg.e[0]));
	for (e = 1; e < seg.n; e++) {
		name = next_names(&names, &number);
		put_element(x, to, &seg, e, name, number);
	}
	ou_buf_addc(to, '}');
}

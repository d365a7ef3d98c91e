#include "ou/base/base64.h"
#include "ou/book/book.h"
#include "ou/formats/import.h"

/*
 * Where all importers end.  An order is completed by one walk over its
 * tables: amounts and prices get the currency's decimals, zoneless times
 * their zone.  A member that is added to the tables is therefore seen here
 * without a further line.
 */
#define DEPTH_MAX 8

struct walk {
	struct ou_import *im;
	struct ou_order *order;
	int places;			/* of the currency, -1: not known */
	bool priced;			/* a price or amount was seen */
	bool texts;			/* some may be long */
	/* where we are, for messages */
	const char *names[DEPTH_MAX];
	int64_t numbers[DEPTH_MAX];	/* -1: not in a list */
	int depth;
};

static void
walk_path(const struct walk *w, struct ou_buf *b)
{
	int i;

	for (i = 0; i < w->depth; i++) {
		if (i > 0)
			ou_buf_addc(b, '.');
		ou_buf_puts(b, w->names[i]);
		if (w->numbers[i] >= 0) {
			ou_buf_addc(b, '.');
			ou_buf_addi(b, w->numbers[i]);
		}
	}
}

/* A finding at the place in the order where the walk is. */
static void
walk_finding(struct walk *w, struct ou_err *err)
{
	const struct ou_origin *from = w->order->source;
	struct ou_buf path;

	ou_buf_init(&path, sizeof(err->field) - 1);
	walk_path(w, &path);
	memcpy(err->field, ou_buf_str(&path).p, path.n);
	err->field[path.n] = '\0';
	ou_buf_release(&path);
	if (from != NULL && from->segment.given)
		err->line = (uint64_t)from->segment.v;
	else if (from != NULL && from->line.given)
		err->line = (uint64_t)from->line.v;
	ou_import_finding(w->im, err);
}

static void
settle_amount(struct walk *w, struct ou_amount *a)
{
	char was[OU_DECIMAL_MAX], is[OU_DECIMAL_MAX];
	size_t n_was, n_is;
	struct ou_err err = { 0 };

	w->priced = true;
	if (w->places < 0)
		return;
	a->places = (uint8_t)w->places;
	if (w->places >= OU_AMOUNT_SCALE ||
	    a->v % ou_decimal_pow10(OU_AMOUNT_SCALE - w->places) == 0)
		return;
	n_was = ou_amount_text(was, *a);
	if (ou_decimal_round(&a->v, OU_AMOUNT_SCALE, w->places) != 0)
		return;
	n_is = ou_amount_text(is, *a);
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_DECIMALS,
	    "'%.*s' has more decimals than %.*s has; taken as %.*s",
	    (int)n_was, was, OU_STR_ARG(w->order->currency), (int)n_is, is);
	walk_finding(w, &err);
}

/* No time is guessed: the order waits for somebody who knows. */
static void
hold_time(struct walk *w, const struct ou_time *t, const char *why)
{
	char text[OU_TIME_MAX];
	struct ou_buf b;
	size_t n;

	n = ou_time_text(text, t);
	ou_buf_init(&b, 0);
	walk_path(w, &b);
	ou_buf_printf(&b, ": '%.*s' has no offset, and %s", (int)n, text, why);
	ou_import_hold(w->im, w->order, OU_DIAG_HOLD_TIMEZONE,
	    ou_str_dup(&w->im->arena, ou_buf_str(&b)), OU_STR_NONE);
	ou_buf_release(&b);
}

static void
settle_time(struct walk *w, struct ou_time *t)
{
	struct ou_err err;

	if (!t->has_clock || t->has_offset)
		return;
	if (w->im->zone == NULL)
		hold_time(w, t, "no zone is configured");
	else if (ou_zone_apply(w->im->zone, t, &err) != 0)
		hold_time(w, t, err.text);
}

/* What our own readers would refuse must not go out as an order. */
static void
over_limit(struct walk *w, const struct ou_field *f)
{
	struct ou_err *err = &w->im->over_limit;
	struct ou_buf path;

	if (err->kind != OU_ERR_NONE)
		return;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT, "more than %u %s",
	    ou_field_limit(f), f->kind == OU_KIND_TEXT ||
	    f->kind == OU_KIND_CODE ? "bytes" : "members");
	ou_buf_init(&path, sizeof(err->field) - 1);
	walk_path(w, &path);
	memcpy(err->field, ou_buf_str(&path).p, path.n);
	err->field[path.n] = '\0';
	ou_buf_release(&path);
}

/*
 * Which fields of a table the walk has to look at: amounts, prices, times,
 * lists, and what has such within; and texts, nearly all of which are short.
 * Where no text can be longer than OU_TEXT_MAX, those without a limit
 * of their own need no look.  Worked out once a table, as long as no other
 * table takes its place.
 */
#define PLANS_MAX 256
#define SHORT_TEXT 64			/* below any limit but a field's own */

struct plan {
	const struct ou_table *table;
	uint64_t texts[2];		/* where none is long; where some are */
	uint64_t rest[2];
};

static void make_plan(struct plan *p, const struct ou_table *t, int depth);

static inline const struct plan *
plan(const struct ou_table *t, int depth)
{
	static struct plan plans[PLANS_MAX];
	struct plan *p = &plans[(uintptr_t)t / sizeof(*t) % PLANS_MAX];

	if (p->table != t)
		make_plan(p, t, depth);
	return p;
}

static bool
worth_a_look(const struct ou_field *f, int depth, bool texts)
{
	const struct plan *p;

	switch (f->kind) {
	case OU_KIND_OBJECT:
		if (depth == DEPTH_MAX)
			return false;
		p = plan(f->table, depth + 1);
		return (p->texts[texts] | p->rest[texts]) != 0;
	case OU_KIND_AMOUNT:
	case OU_KIND_PRICE:
	case OU_KIND_TEXTS:
	case OU_KIND_LIST:
	case OU_KIND_TIME:
		return true;
	default:
		return false;
	}
}

static void
make_plan(struct plan *p, const struct ou_table *t, int depth)
{
	struct plan new = { .table = t };
	const struct ou_field *f;
	uint64_t bit;
	int i;

	for (i = 0; i < t->n_fields; i++) {
		f = &t->fields[i];
		bit = (uint64_t)1 << i;
		if (f->kind == OU_KIND_TEXT || f->kind == OU_KIND_CODE)
			new.texts[1] |= bit;
		if (f->kind == OU_KIND_CODE ||
		    (f->kind == OU_KIND_TEXT && f->limit != 0))
			new.texts[0] |= bit;
		if (worth_a_look(f, depth, false))
			new.rest[0] |= bit;
		if (worth_a_look(f, depth, true))
			new.rest[1] |= bit;
	}
	*p = new;
}

static void settle(struct walk *w, const struct ou_table *t, void *object);

static void
settle_list(struct walk *w, const struct ou_field *f, char *members,
    uint32_t n)
{
	uint32_t i;

	if (n > ou_field_limit(f))
		over_limit(w, f);
	for (i = 0; i < n; i++) {
		w->numbers[w->depth - 1] = i;
		settle(w, f->table, members + (size_t)i * f->table->size);
	}
}

/* A value that is there. */
static void
settle_value(struct walk *w, const struct ou_field *f, void *at, uint32_t n)
{
	char *to;

	switch (f->kind) {
	case OU_KIND_TEXTS:
		if (n > ou_field_limit(f))
			over_limit(w, f);
		break;
	case OU_KIND_AMOUNT:
		settle_amount(w, at);
		break;
	case OU_KIND_PRICE:
		w->priced = true;
		if (w->places >= 0)
			((struct ou_price *)at)->places = (uint8_t)w->places;
		break;
	case OU_KIND_TIME:
		settle_time(w, at);
		break;
	case OU_KIND_OBJECT:
		memcpy(&to, at, sizeof(to));
		settle(w, f->table, to);
		break;
	case OU_KIND_LIST:
		memcpy(&to, at, sizeof(to));
		settle_list(w, f, to, n);
		break;
	}
}

static void
settle(struct walk *w, const struct ou_table *t, void *object)
{
	const struct plan *todo = plan(t, 0);
	const struct ou_field *f;
	char *p = object;
	uint64_t fields;
	size_t n;

	if (w->depth == DEPTH_MAX)
		return;
	w->numbers[w->depth++] = -1;
	for (fields = todo->texts[w->texts]; fields != 0;
	    fields &= fields - 1) {
		f = &t->fields[__builtin_ctzll(fields)];
		n = ((struct ou_str *)(void *)(p + f->offset))->n;
		if ((n > SHORT_TEXT || f->limit != 0) &&
		    n > ou_field_limit(f)) {
			w->names[w->depth - 1] = f->name;
			over_limit(w, f);
		}
	}
	fields = ou_table_given(t, object, todo->rest[w->texts]);
	for (; fields != 0; fields &= fields - 1) {
		f = &t->fields[__builtin_ctzll(fields)];
		w->names[w->depth - 1] = f->name;
		w->numbers[w->depth - 1] = -1;
		settle_value(w, f, p + f->offset,
		    *(uint32_t *)(void *)(p + f->count_offset));
	}
	w->depth--;
}

/* --- line numbers --- */

struct number {
	const struct ou_str *text;	/* NULL: free */
	unsigned next;			/* ending to try for a second one */
};

struct numbers {
	struct number *slots;		/* open addressing */
	size_t mask;
};

/* NULL when ${s} is new; it is remembered.  Else the one that was there. */
static struct number *
numbers_add(struct numbers *set, const struct ou_str *s)
{
	size_t i = ou_str_hash(*s) & set->mask;

	for (; set->slots[i].text != NULL; i = (i + 1) & set->mask) {
		if (ou_str_eq(*set->slots[i].text, *s))
			return &set->slots[i];
	}
	set->slots[i] = (struct number){ s, 2 };
	return NULL;
}

static void
number_again(struct ou_import *im, struct walk *w, struct numbers *set,
    struct number *first, struct ou_order_line *line, uint32_t i)
{
	struct ou_str was = line->number;
	struct ou_err err = { 0 };

	do {
		line->number = ou_str_printf(&im->arena, "%.*s.%u",
		    OU_STR_ARG(was), first->next++);
	} while (numbers_add(set, &line->number) != NULL);
	ou_import_extra(im, &line->extra, &line->n_extra,
	    OU_STR("orderItemNumber"), was);
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
	    "line number '%.*s' stands on several lines; this one is now "
	    "'%.*s'", OU_STR_ARG(was), OU_STR_ARG(line->number));
	w->depth = 2;
	w->names[0] = "orderedItem";
	w->numbers[0] = i;
	w->names[1] = "orderItemNumber";
	w->numbers[1] = -1;
	walk_finding(w, &err);
	w->depth = 0;
}

/* 1, 2, 3 ... as text. */
static struct ou_str
number_text(struct ou_arena *a, uint32_t v)
{
	char b[12], *p = b + sizeof(b);

	do {
		*--p = (char)('0' + v % 10);
	} while ((v /= 10) > 0);
	return ou_str_dup(a, ou_str_make(p, (size_t)(b + sizeof(b) - p)));
}

static bool
none_numbered(const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_lines && o->lines[i].number.n == 0; i++)
		continue;
	return i == o->n_lines;
}

/* 1, 2, 10 ...: each longer than the one before, or greater, so that none
 * stands twice. */
static bool
numbers_rise(const struct ou_order *o)
{
	struct ou_str a = OU_STR_NONE, b;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		b = o->lines[i].number;
		if (b.n == 0)
			return false;
		if (i > 0 && (b.n < a.n ||
		    (b.n == a.n && memcmp(b.p, a.p, b.n) <= 0)))
			return false;
		a = b;
	}
	return true;
}

static void
finish_quantities(struct ou_import *im, struct ou_order *o)
{
	struct ou_order_line *line;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		if (line->quantities == NULL)
			line->quantities = ou_arena_zalloc(&im->arena,
			    sizeof(*line->quantities));
		line->quantities->ordered = line->quantity;
	}
}

static void
finish_lines(struct ou_import *im, struct walk *w)
{
	struct ou_order *o = w->order;
	struct ou_order_line *line;
	struct numbers set = { NULL, 15 };
	struct number *first;
	uint32_t i, next;

	finish_quantities(im, o);
	if (none_numbered(o)) {
		for (i = 0; i < o->n_lines; i++)
			o->lines[i].number = number_text(&im->arena, i + 1);
		return;
	}
	if (numbers_rise(o))
		return;
	while (set.mask < 2 * (size_t)o->n_lines)
		set.mask = set.mask * 2 + 1;
	set.slots = ou_arena_array(&im->arena, set.mask + 1,
	    sizeof(*set.slots));
	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		first = line->number.n > 0 ?
		    numbers_add(&set, &line->number) : NULL;
		if (first != NULL)
			number_again(im, w, &set, first, line, i);
	}
	/* new numbers only once all that came are known */
	for (i = 0, next = 1; i < o->n_lines; i++) {
		line = &o->lines[i];
		if (line->number.n > 0)
			continue;
		if (next < i + 1)
			next = i + 1;
		do {
			line->number = number_text(&im->arena, next++);
		} while (numbers_add(&set, &line->number) != NULL);
	}
}

/* --- orders --- */

static struct ou_str
without_colon(struct ou_arena *a, struct ou_str channel)
{
	char *p;
	size_t i;

	if (ou_str_find(channel, ':') < 0)
		return channel;
	channel = ou_str_dup(a, channel);
	p = (char *)channel.p;
	for (i = 0; i < channel.n; i++) {
		if (p[i] == ':')
			p[i] = '-';
	}
	return channel;
}

static char *
put(char *to, struct ou_str s)
{
	if (s.n > 0)
		memcpy(to, s.p, s.n);
	return to + s.n;
}

static void
finish_id(struct ou_import *im, struct ou_order *o)
{
	struct ou_str release;
	char *p;

	if (im->channel != NULL)
		o->channel = ou_str_c(im->channel);
	o->channel = without_colon(&im->arena, o->channel);
	if (o->references == NULL)
		o->references = ou_arena_zalloc(&im->arena,
		    sizeof(*o->references));
	if (o->references->document.n == 0)
		o->references->document = o->number;
	if (o->id.n > 0)
		return;
	release = o->references->release;
	p = ou_arena_alloc(&im->arena,
	    o->channel.n + o->number.n + release.n + 2);
	o->id.p = p;
	p = put(p, o->channel);
	*p++ = ':';
	p = put(p, o->number);
	if (release.n > 0) {
		*p++ = '/';
		p = put(p, release);
	}
	o->id.n = (size_t)(p - o->id.p);
}

static void
finish_currency(struct ou_import *im, const struct walk *w)
{
	struct ou_order *o = w->order;

	if (w->places >= 0 || (o->currency.n == 0 && !w->priced))
		return;
	ou_import_hold(im, o, OU_DIAG_HOLD_CURRENCY, o->currency.n == 0 ?
	    OU_STR("the order has prices and no currency") :
	    ou_str_printf(&im->arena, "'%.*s' is not a currency of ISO 4217",
	    OU_STR_ARG(o->currency)), OU_STR_NONE);
}

void
ou_import_begin(struct ou_import *im)
{
	im->documents++;
	im->refusal.kind = OU_ERR_NONE;
	im->over_limit.kind = OU_ERR_NONE;
}

void
ou_import_finish(struct ou_import *im, struct ou_order *o)
{
	struct walk w = { .im = im, .order = o };

	/* no text is longer than all of its document, written as UTF-8 */
	w.texts = im->document_bytes == 0 ||
	    im->document_bytes > OU_TEXT_MAX / 4;

	if (o->type.p != NULL)
		return;
	o->type = OU_STR("Order");
	o->schema = OU_STR("order/1");
	finish_id(im, o);
	if (o->currency.n == 0)
		o->currency = ou_book_pair(im->channel_currencies,
		    im->n_channel_currencies, o->channel);
	if (o->currency.n == 0 && im->default_currency != NULL)
		o->currency = ou_str_c(im->default_currency);
	w.places = o->currency.n > 0 ? ou_currency_places(o->currency) : -1;
	finish_lines(im, &w);
	ou_table_prepare(&ou_order_table);
	settle(&w, &ou_order_table, o);
	finish_currency(im, &w);
	if (o->document_function.n == 0)
		o->document_function = OU_STR("original");
	ou_import_check(im, o);
}

bool
ou_import_refuses(const struct ou_import *im, struct ou_err *err)
{
	if (im->over_limit.kind != OU_ERR_NONE)
		*err = im->over_limit;
	else if (im->strict && im->refusal.kind != OU_ERR_NONE)
		*err = im->refusal;
	else
		return false;
	return true;
}

int
ou_import_order(struct ou_import *im, struct ou_order *o)
{
	ou_import_finish(im, o);
	im->orders++;
	return im->order(im->arg, o);
}

/* --- rejects, findings, extra --- */

static bool
is_text(struct ou_str s)
{
	return ou_utf8_valid(s.p, s.n) == s.n &&
	    (s.n == 0 || memchr(s.p, '\0', s.n) == NULL);
}

static void
reject_source(struct ou_arena *a, struct ou_reject *r,
    const struct ou_err *err)
{
	struct ou_origin *from;

	if (r->source == NULL)
		r->source = ou_arena_zalloc(a, sizeof(*r->source));
	from = r->source;
	if (from->file.n == 0 && err->source[0] != '\0')
		from->file = ou_str_dup(a, ou_str_c(err->source));
	if (!from->line.given && !from->segment.given && err->line != 0)
		from->line = (struct ou_integer){ (int64_t)err->line, true };
}

int
ou_import_reject(struct ou_import *im, struct ou_reject *r, struct ou_str raw,
    struct ou_str envelope, const struct ou_err *err)
{
	struct ou_arena *a = &im->arena;

	r->type = OU_STR("Reject");
	r->schema = OU_STR("reject/1");
	r->code = ou_str_c(ou_diag_name(err->code));
	r->reason = ou_err_readable(a, err->text);
	if (err->field[0] != '\0')
		r->field = ou_err_readable(a, err->field);
	r->by = OU_STR("order-import");
	if (im->channel != NULL)
		r->channel = ou_str_c(im->channel);
	r->channel = without_colon(a, r->channel);
	reject_source(a, r, err);
	if (is_text(raw))
		r->raw = raw;
	else
		r->raw_base64 = ou_base64_encode(a, raw);
	if (is_text(envelope))
		r->envelope = envelope;
	else
		r->envelope_base64 = ou_base64_encode(a, envelope);
	im->rejects++;
	return im->reject(im->arg, r);
}

int
ou_import_reject_bytes(struct ou_arena *a, const struct ou_reject *r,
    struct ou_buf *out, struct ou_err *err)
{
	struct ou_str envelope = r->envelope, raw = r->raw;

	if (r->envelope_base64.n != 0 && ou_base64_decode(a, &envelope,
	    r->envelope_base64, err) != 0)
		return ou_err_in(err, "envelopeBase64");
	if (r->raw_base64.n != 0 && ou_base64_decode(a, &raw, r->raw_base64,
	    err) != 0)
		return ou_err_in(err, "rawBase64");
	if (raw.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a reject without its bytes cannot be read again");
	ou_buf_adds(out, envelope);
	ou_buf_adds(out, raw);
	/* A JSON line was kept without its end. */
	if (ou_str_is(r->format, "json"))
		ou_buf_addc(out, '\n');
	return 0;
}

void
ou_import_finding(struct ou_import *im, const struct ou_err *finding)
{
	im->findings++;
	if (im->refusal.kind == OU_ERR_NONE &&
	    ou_diag_severity(finding->code) >= OU_WARNING) {
		im->refusal = *finding;
		im->refusal.kind = OU_ERR_RECORD;
	}
	if (im->finding != NULL)
		im->finding(im->arg, finding);
}

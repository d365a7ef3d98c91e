#include <inttypes.h>
#include <stdio.h>

#include "guide_parts.h"

/*
 * A message is read segment by segment against a stack of open groups.  Each
 * segment belongs to the innermost group that has a line for it.
 */
#define OPEN_MAX 10
#define COMPONENTS_MAX 32
#define LEVELS_MAX 20000
#define EXTRA_KEY_MAX 40

/* An open group: its lines, what they fill, and which are used up. */
struct open {
	const struct guide_rule *rule;
	const struct ou_table *table;
	char *object;
	uint32_t number;		/* of the member, from 1 */
	uint64_t *used;
};

/* A level of a tree, found again by its id. */
struct level {
	struct ou_str id, parent;
	struct ou_str code;
	struct ou_str package;		/* id of ours */
	struct ou_str outer;		/* what that one is in */
	bool own;			/* it has one of its own */
	uint32_t order;			/* the one it is of, from 1 */
	uint32_t line;			/* it is below, or is itself */
};

struct reader {
	const struct ou_guide *g;
	struct ou_import *im;
	struct ou_arena *a;
	const struct ou_edi_marks *marks;
	enum ou_charset charset;
	const struct ou_edi_message *message;
	char *record;
	struct open stack[OPEN_MAX];
	uint32_t depth;
	struct ou_edi_segment *seg;
	uint32_t taken[OU_EDI_ELEMENTS_MAX];	/* bit of each component */
	uint32_t field[OU_EDI_ELEMENTS_MAX];	/* the same: it is in one */
	struct level *levels;
	uint32_t n_levels;
	uint32_t packages;
	struct level *level;		/* the one that is open */
	struct ou_err *err;
};

static void
finding(struct reader *r, enum ou_diag code, unsigned element,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static void
finding(struct reader *r, enum ou_diag code, unsigned element,
    const char *fmt, ...)
{
	struct ou_err e = { 0 };
	char text[200];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	ou_err_set(&e, OU_ERR_RECORD, code, "%s", text);
	e.line = r->seg->number;
	e.column = element;
	e.byte = r->seg->byte;
	ou_import_finding(r->im, &e);
}

/* --- what stands in a segment --- */

/* As text: trimmed, without release characters, in UTF-8.  Absent when it is
 * empty. */
static int
text(struct reader *r, unsigned e, unsigned c, struct ou_str *out)
{
	struct ou_str s = ou_str_trim(ou_edi_component(r->seg, e, c));

	*out = OU_STR_NONE;
	if (s.n == 0)
		return 0;
	if (s.n > ou_import_field_max(r->im)) {
		ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "an element has %zu bytes, the limit is %zu", s.n,
		    ou_import_field_max(r->im));
		return ou_err_at(r->err, NULL, r->seg->number, e);
	}
	s = ou_edi_plain(r->a, r->marks, s);
	if (ou_charset_decode(r->a, out, s, r->charset, r->err) != 0) {
		r->err->column = 0;
		return ou_err_at(r->err, NULL, r->seg->number, e);
	}
	return 0;
}

static uint32_t
bit(unsigned component)
{
	return component > 0 && component <= COMPONENTS_MAX ?
	    (uint32_t)1 << (component - 1) : 0;
}

static void
take(struct reader *r, unsigned e, unsigned c)
{
	if (e < r->seg->n)
		r->taken[e] |= bit(c);
}

static bool
meets(struct reader *r, const struct guide_condition *only)
{
	struct ou_str s = ou_str_trim(ou_edi_component(r->seg, only->element,
	    only->component));
	bool is = false;
	uint32_t i;

	for (i = 0; i < only->n_values && !is; i++)
		is = ou_str_eq(s, only->values[i]);
	return only->n_values == 0 || is != only->not;
}

static bool
fits(struct reader *r, const struct guide_rule *rule)
{
	uint32_t i;

	if (!ou_str_eq(r->seg->e[0], rule->tag))
		return false;
	/* without level codes the first is the shipment */
	if (rule->levels.n > 0 && r->g->tree.level == 0 &&
	    ou_guide_one_of(rule->levels, OU_STR("S")) !=
	    (r->n_levels == 0))
		return false;
	if (rule->levels.n > 0 && r->g->tree.level != 0 &&
	    !ou_guide_one_of(rule->levels, ou_str_trim(ou_edi_component(
	    r->seg, r->g->tree.level, 1))))
		return false;
	for (i = 0; i < rule->n_only; i++) {
		if (!meets(r, &rule->only[i]))
			return false;
	}
	return true;
}

/* --- what no line takes --- */

static bool
extra_of(struct reader *r, char **object, const struct ou_field **field)
{
	uint32_t i = r->depth;
	int f;

	while (i-- > 0) {
		/* what is said of members goes to several, or to none */
		if (r->stack[i].rule->gives)
			continue;
		f = ou_table_find(r->stack[i].table, "extra", 5);
		if (f < 0)
			continue;
		*object = r->stack[i].object;
		*field = &r->stack[i].table->fields[f];
		if ((*field)->kind == OU_KIND_MAP)
			return true;
	}
	return false;
}

static void
keep(struct reader *r, struct ou_str key, struct ou_str value)
{
	const struct ou_field *f;
	struct ou_pair *pairs;
	char *object;

	if (!extra_of(r, &object, &f)) {
		r->im->extra_left_out++;
		return;
	}
	memcpy(&pairs, object + f->offset, sizeof(pairs));
	ou_import_extra(r->im, &pairs, (uint32_t *)(void *)(object +
	    f->count_offset), key, value);
	memcpy(object + f->offset, &pairs, sizeof(pairs));
}

/* Codes are letters and digits; nothing else gets into a key. */
static struct ou_str
as_key(struct reader *r, struct ou_str s)
{
	char *to;
	size_t i;

	if (s.n > EXTRA_KEY_MAX)
		s.n = EXTRA_KEY_MAX;
	to = ou_arena_alloc(r->a, s.n + 1);
	for (i = 0; i < s.n; i++)
		to[i] = (s.p[i] >= '0' && s.p[i] <= '9') ||
		    (s.p[i] >= 'A' && s.p[i] <= 'Z') ? s.p[i] : '_';
	return ou_str_make(to, s.n);
}

/* What a code in front says the rest of the segment is of: "ZZ" in REF*ZZ*1,
 * ABS in RFF+ABS:1. */
static int
qualifier(struct reader *r, struct ou_str *out)
{
	struct ou_str s;
	size_t i;

	*out = OU_STR_NONE;
	if (text(r, 1, 1, &s) != 0)
		return -1;
	for (i = 0; i < s.n; i++) {
		if (!(s.p[i] >= '0' && s.p[i] <= '9') &&
		    !(s.p[i] >= 'A' && s.p[i] <= 'Z'))
			return 0;
	}
	if (s.n <= 3 && (r->seg->n > 2 || ou_edi_components(r->seg, 1) > 1))
		*out = s;
	return 0;
}

static struct ou_str
extra_key(struct reader *r, struct ou_str code, unsigned e, unsigned c)
{
	struct ou_str tag = as_key(r, r->seg->e[0]), key;

	key = code.n > 0 ? ou_str_printf(r->a, "%.*s.%.*s.%02u",
	    OU_STR_ARG(tag), OU_STR_ARG(code), e) :
	    ou_str_printf(r->a, "%.*s.%02u", OU_STR_ARG(tag), e);
	return c > 1 ? ou_str_printf(r->a, "%.*s.%u", OU_STR_ARG(key), c) :
	    key;
}

/* TAG[.qualifier].EE[.C]: what is left of the segment. */
static int
keep_rest(struct reader *r)
{
	struct ou_str code, s;
	unsigned e, c, n, kept = 0;

	if (qualifier(r, &code) != 0)
		return -1;
	for (e = 1; e < r->seg->n; e++) {
		n = ou_edi_components(r->seg, e);
		for (c = 1; c <= n && c <= COMPONENTS_MAX; c++) {
			if ((r->taken[e] & (uint32_t)1 << (c - 1)) != 0 ||
			    (e == 1 && c == 1 && code.n > 0))
				continue;
			if (text(r, e, c, &s) != 0)
				return -1;
			if (s.n == 0)
				continue;
			keep(r, extra_key(r, code, e, c), s);
			kept++;
		}
	}
	/* a code that says nothing about anything says itself */
	if (kept == 0 && code.n > 0 && (r->taken[1] & 1) == 0)
		keep(r, extra_key(r, OU_STR_NONE, 1, 1), code);
	return 0;
}

/* --- fields --- */

static const struct ou_slot_forms wire = {
	.number = { .decimal = '.' },
};

static int
value_error(struct reader *r, unsigned e, const char *tag)
{
	char field[160];

	memcpy(field, r->err->field, sizeof(field));
	(void)snprintf(r->err->field, sizeof(r->err->field), "%.4s %02u%s%.100s",
	    tag, e, *field != '\0' ? " " : "", field);
	return ou_err_at(r->err, NULL, r->seg->number, e);
}

static int
put(struct reader *r, const struct ou_slot *slot, char *object,
    struct ou_str s, unsigned e)
{
	if (ou_slot_put(r->im, slot, object, s, &wire, r->err) == 0)
		return 0;
	return value_error(r, e, ou_str_cdup(r->a, r->seg->e[0]));
}

/* Behind the date of a time. */
static int
put_clock(struct reader *r, const struct guide_element *x, char *object,
    struct ou_str clock)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s = OU_STR_NONE;

	if (ou_slot_text(&x->slot, object, &b) && b.n == 10)
		s = ou_str_printf(r->a, "%.10sT%.*s", b.p,
		    OU_STR_ARG(clock));
	ou_buf_release(&b);
	return s.n == 0 ? 1 : put(r, &x->slot, object, s, x->element);
}

static bool
is_text(const struct ou_slot *slot)
{
	const struct ou_field *f = slot->steps[slot->n - 1];

	return f->kind == OU_KIND_TEXT || f->kind == OU_KIND_CODE;
}

static bool
is_list(const struct ou_slot *slot)
{
	return slot->steps[slot->n - 1]->kind == OU_KIND_TEXTS;
}

static bool
is_filled(const struct ou_slot *slot, const char *object)
{
	struct ou_buf b = OU_BUF_INIT;
	bool yes = !is_list(slot) && ou_slot_text(slot, object, &b);

	ou_buf_release(&b);
	return yes;
}

/* 12.50 is 12.5. */
static struct ou_str
short_number(const struct ou_slot *slot, struct ou_str s)
{
	uint8_t kind = slot->steps[slot->n - 1]->kind;

	if (kind == OU_KIND_TEXT || kind == OU_KIND_CODE ||
	    ou_str_find(s, '.') < 0)
		return s;
	while (s.p[s.n - 1] == '0')
		s.n--;
	s.n -= s.p[s.n - 1] == '.';
	return s;
}

static bool
is_same(const struct ou_slot *slot, const char *object, struct ou_str s)
{
	struct ou_buf b = OU_BUF_INIT;
	bool yes = !is_list(slot) && ou_slot_text(slot, object, &b) &&
	    ou_str_eq(short_number(slot, ou_buf_str(&b)),
	    short_number(slot, s));

	ou_buf_release(&b);
	return yes;
}

/* 4-5 name: one text of several pieces, or a list of them. */
static int
read_range(struct reader *r, const struct guide_element *x, char *object)
{
	struct ou_buf all = OU_BUF_INIT;
	unsigned i, e = x->element, c = x->component;
	struct ou_str s;
	int ret = 0;

	for (i = x->of_elements ? e : c; i <= x->last && ret == 0; i++) {
		e = x->of_elements ? i : e;
		c = x->of_elements ? c : i;
		take(r, e, c);
		if (text(r, e, c, &s) != 0)
			ret = -1;
		else if (s.n > 0 && is_list(&x->slot))
			ret = put(r, &x->slot, object, s, e);
		else if (s.n > 0) {
			if (all.n > 0)
				ou_buf_addc(&all, ' ');
			ou_buf_adds(&all, s);
		}
	}
	if (ret == 0 && all.n > 0 && is_text(&x->slot))
		ret = put(r, &x->slot, object, ou_str_dup(r->a,
		    ou_buf_str(&all)), x->element);
	ou_buf_release(&all);
	return ret;
}

static int
put_pair(struct reader *r, const struct guide_element *x, char *object,
    struct ou_str code, struct ou_str value, unsigned e)
{
	const struct guide_code *k;
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		k = &x->codes[i];
		if (!ou_str_eq(k->code, code) || k->kept)
			continue;
		if (is_same(&k->slot, object, value))
			return 0;
		if (is_filled(&k->slot, object))
			break;
		return put(r, &k->slot, object, value, e);
	}
	keep(r, ou_str_printf(r->a, "%.*s.%.*s", OU_STR_ARG(r->seg->e[0]),
	    OU_STR_ARG(as_key(r, code))), value);
	return 0;
}

static int
read_pairs(struct reader *r, const struct guide_element *x, char *object)
{
	bool x12 = r->g->family == OU_EDI_X12;
	unsigned e, step = x12 ? 2 : 1;
	unsigned last = x->ranged ? x->last : r->seg->n;
	struct ou_str code, value;

	for (e = x->element; e <= last && e < r->seg->n; e += step) {
		if (text(r, e, x12 ? 1 : 2, &code) != 0 ||
		    text(r, x12 ? e + 1 : e, 1, &value) != 0)
			return -1;
		take(r, e, 1);
		take(r, x12 ? e + 1 : e, x12 ? 1 : 2);
		if (!x12) {
			/* whose list it is of */
			take(r, e, 3);
			take(r, e, 4);
		}
		if (value.n > 0 && put_pair(r, x, object, code, value,
		    e) != 0)
			return -1;
	}
	return 0;
}

static void
take_value(struct reader *r, const struct guide_element *x)
{
	take(r, x->element, x->component);
	if (x->element < r->seg->n)
		r->field[x->element] |= bit(x->component);
	if (x->form == GUIDE_DTM)
		take(r, x->element, x->component + 1u);
}

/* A time where the field is a day. */
static struct ou_str
day_of(const struct guide_element *x, struct ou_str s)
{
	return x->form == GUIDE_DTM && s.n > 10 &&
	    x->slot.steps[x->slot.n - 1]->kind == OU_KIND_DATE ?
	    ou_str_sub(s, 0, 10) : s;
}

static bool
is_code(const struct guide_element *x, struct ou_str s)
{
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		if (ou_str_eq(x->codes[i].code, s))
			return true;
	}
	return false;
}

/* A number without a code in front, then pairs; but many leave out what they
 * have not, and some write the code behind. */
static int
read_ids(struct reader *r, const struct guide_element *x, char *object)
{
	struct ou_str s[16];
	unsigned at[16], e, n = 0, i = 0, step;
	bool behind;
	int ret = 0;

	for (e = x->element; e <= x->last && e < r->seg->n && n < 16; e++) {
		if (text(r, e, 1, &s[n]) != 0)
			return -1;
		take(r, e, 1);
		if (s[n].n > 0)
			at[n++] = e;
	}
	behind = n > 1 && is_code(x, s[n - 1]) && !is_code(x, s[n - 2]);
	for (; i < n && ret == 0; i += step) {
		step = i + 1 < n && (is_code(x, s[behind ? i + 1 : i]) ||
		    (!behind && (at[i] - x->element) % 2 == 1)) ? 2 : 1;
		if (step == 2)
			ret = put_pair(r, x, object, s[behind ? i + 1 : i],
			    s[behind ? i : i + 1], at[i]);
		else if (!is_filled(&x->slot, object))
			ret = put(r, &x->slot, object, s[i], at[i]);
		else
			keep(r, extra_key(r, OU_STR_NONE, at[i], 1), s[i]);
	}
	return ret;
}

/* What is below zero is told by a flag. */
static int
put_sign(struct reader *r, const struct guide_element *x, char *object,
    struct ou_str *s)
{
	bool minus = ou_str_starts(*s, "-");

	*s = ou_str_sub(*s, minus, s->n);
	return put(r, &x->sign, object, minus ? OU_STR("false") :
	    OU_STR("true"), x->element);
}

static int
read_field(struct reader *r, const struct guide_element *x, char *object)
{
	struct ou_str raw, s, end, format = OU_STR_NONE;
	int ret = 0;

	/* of fields that it may be by condition it is the first */
	if (x->only.n_values > 0 && !x->required &&
	    x->element < r->seg->n && (r->field[x->element] &
	    bit(x->component)) != 0)
		return 0;
	if (text(r, x->element, x->component, &raw) != 0)
		return -1;
	if (raw.n == 0 && x->numbered && r->depth > 0)
		return put(r, &x->slot, object, ou_str_number(r->a,
		    OU_STR(""), "", r->stack[r->depth - 1].number),
		    x->element);
	if (raw.n == 0) {
		if (x->required)
			finding(r, OU_DIAG_EDI_MISSING, x->element,
			    "%.*s %02u is missing",
			    OU_STR_ARG(r->seg->e[0]), x->element);
		return 0;
	}
	if (x->form == GUIDE_DTM && r->g->family == OU_EDI_EDIFACT &&
	    text(r, x->element, x->component + 1u, &format) != 0)
		return -1;
	if (x->word.n > 0)
		object = ou_guide_chosen(r->a, x, object);
	ret = ou_guide_inward(r->a, r->g, x, r->im, r->marks->decimal, raw,
	    format, &s, &end, r->err);
	if (ret < 0 && x->maybe) {
		*r->err = (struct ou_err){ 0 };
		return 0;
	}
	if (ret < 0)
		return value_error(r, x->element, ou_str_cdup(r->a,
		    r->seg->e[0]));
	if (x->form != GUIDE_CLOCK && is_filled(&x->slot, object)) {
		if (ret == 0 && is_same(&x->slot, object, s))
			take_value(r, x);
		return 0;
	}
	if (ret == 0 && x->has_sign && put_sign(r, x, object, &s) != 0)
		return -1;
	if (ret == 0 && x->form == GUIDE_CLOCK)
		ret = put_clock(r, x, object, s);
	else if (ret == 0)
		ret = put(r, &x->slot, object, day_of(x, s), x->element);
	/* a clock that the field has no place for is kept with its date */
	if (ret == 0 && day_of(x, s).n == s.n)
		take_value(r, x);
	if (ret == 0 && end.n > 0 && x->has_end)
		ret = put(r, &x->end, object, end, x->element);
	return ret < 0 ? -1 : 0;
}

/* What the object around says too is no news. */
static int
read_outer(struct reader *r, const struct guide_element *x)
{
	struct ou_str raw, s, end;

	if (text(r, x->element, x->component, &raw) != 0)
		return -1;
	if (raw.n > 0 && r->depth > 1 && ou_guide_inward(r->a, r->g, x, r->im,
	    r->marks->decimal, raw, OU_STR_NONE, &s, &end, NULL) == 0 &&
	    is_same(&x->slot, r->stack[r->depth - 2].object, s))
		take(r, x->element, x->component);
	return 0;
}

static int
read_element(struct reader *r, const struct guide_element *x, char *object)
{
	struct ou_str s;

	if (x->write_only || !meets(r, &x->only) || (x->otherwise &&
	    x->element < r->seg->n && (r->taken[x->element] & 1) != 0))
		return 0;
	if (x->absolute)
		object = r->record;
	if (x->only.n_values > 0 && !x->only.not)
		take(r, x->only.element, x->only.component);
	if (x->outer)
		return read_outer(r, x);
	switch (x->what) {
	case GUIDE_PAIRS:
		return read_pairs(r, x, object);
	case GUIDE_IDS:
		return read_ids(r, x, object);
	case GUIDE_FIELD:
		return x->last > (x->of_elements ? x->element : x->component)
		    ? read_range(r, x, object) : read_field(r, x, object);
	case GUIDE_TEXT:
		if (text(r, x->element, x->component, &s) != 0)
			return -1;
		if (ou_str_eq(s, x->text))
			take(r, x->element, x->component);
		return 0;
	default:
		/* compared at the end */
		take(r, x->element, x->component);
		return 0;
	}
}

/* --- computed elements --- */

static int
total(struct reader *r, const struct guide_element *x, int64_t *out)
{
	const void *member;
	struct ou_quantity q, sum = { 0, true };
	struct ou_buf b = OU_BUF_INIT;
	uint32_t i;

	*out = 0;
	for (i = 0; (member = ou_slot_member(&x->slot, r->record, i)) != NULL;
	    i++) {
		if (x->what == GUIDE_COUNT)
			continue;
		ou_buf_clear(&b);
		if (ou_slot_text(&x->part, member, &b) &&
		    (ou_quantity_parse(&q, ou_buf_str(&b), NULL) != 0 ||
		    ou_quantity_add(&sum, sum, q, NULL) != 0)) {
			ou_buf_release(&b);
			return -1;
		}
	}
	ou_buf_release(&b);
	*out = x->what == GUIDE_COUNT ? (int64_t)i * 1000000 : sum.v;
	return 0;
}

static int
segments(struct reader *r, struct ou_str tag)
{
	const struct ou_edi_message *m = r->message;
	int n = 0;
	uint32_t i;

	for (i = 0; i < m->n; i++)
		n += m->pieces[i].n >= tag.n && memcmp(m->bytes.p +
		    m->pieces[i].at, tag.p, tag.n) == 0 &&
		    (m->pieces[i].n == tag.n || m->bytes.p[m->pieces[i].at +
		    tag.n] == r->marks->element);
	return n;
}

/* What the message states against what was read. */
static void
compare(struct reader *r, const struct guide_element *x)
{
	struct ou_quantity stated;
	struct ou_str raw, s, end;
	int64_t have;

	if (!meets(r, &x->only) ||
	    text(r, x->element, x->component, &raw) != 0 || raw.n == 0 ||
	    ou_guide_inward(r->a, r->g, x, r->im, r->marks->decimal, raw,
	    OU_STR_NONE, &s, &end, NULL) != 0 ||
	    ou_quantity_parse(&stated, s, NULL) != 0)
		return;
	if (x->what == GUIDE_SEGMENTS)
		have = (int64_t)segments(r, x->text) * 1000000;
	else if (total(r, x, &have) != 0)
		return;
	if (have != stated.v)
		finding(r, OU_DIAG_EDI_TOTAL, x->element,
		    "%.*s %02u is %.*s, but there %s %" PRId64,
		    OU_STR_ARG(r->seg->e[0]), x->element, OU_STR_ARG(raw),
		    x->what == GUIDE_SUM ? "adds up" : "are",
		    have / 1000000);
}

/* --- groups --- */

static void
missing(struct reader *r, const struct guide_rule *rule)
{
	finding(r, OU_DIAG_EDI_MISSING, 0, "segment %.*s is missing%s%.*s",
	    OU_STR_ARG(rule->tag), r->depth > 1 ? " in a group of " : "",
	    OU_STR_ARG(r->depth > 1 ? r->stack[r->depth - 1].rule->tag :
	    OU_STR("")));
}

static void
close_group(struct reader *r)
{
	struct open *o = &r->stack[r->depth - 1];
	const struct guide_setting *s = o->rule->settings;
	uint32_t i;

	for (i = 0; i < o->rule->n_settings; i++, s++) {
		if (!is_filled(&s->slot, o->object))
			(void)ou_slot_put(r->im, &s->slot, o->object, s->word,
			    &wire, NULL);
	}
	/* a loop for some members says which */
	if (o->rule->n_words > 0 && !is_filled(&o->rule->by, o->object))
		(void)ou_slot_put(r->im, &o->rule->by, o->object,
		    o->rule->words[0], &wire, NULL);
	for (i = 0; i < o->rule->n_rules; i++) {
		if (o->rule->rules[i].required &&
		    (o->used[i / 64] & (uint64_t)1 << i % 64) == 0)
			missing(r, &o->rule->rules[i]);
	}
	r->depth--;
}

static int
open_group(struct reader *r, const struct guide_rule *rule, char *object)
{
	struct open *o;

	if (r->depth == OPEN_MAX) {
		ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "groups are nested too deep");
		return ou_err_at(r->err, NULL, r->seg->number, 0);
	}
	o = &r->stack[r->depth++];
	o->rule = rule;
	o->table = rule->table;
	ou_table_prepare(o->table);
	o->object = object;
	o->used = ou_arena_array(r->a, rule->n_rules / 64 + 1,
	    sizeof(*o->used));
	return 0;
}

static struct level *
level_of(struct reader *r, struct ou_str id)
{
	uint32_t i;

	for (i = r->n_levels; i > 0 && id.n > 0; i--) {
		if (ou_str_eq(r->levels[i - 1].id, id))
			return &r->levels[i - 1];
	}
	return NULL;
}

/* A level begins: who is above it says what it does not say itself. */
static int
open_level(struct reader *r)
{
	const struct guide_tree *t = &r->g->tree;
	struct level *l, *above;

	if (r->n_levels == LEVELS_MAX) {
		ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "a message has more than %d levels", LEVELS_MAX);
		return ou_err_at(r->err, NULL, r->seg->number, 0);
	}
	l = ou_import_append(r->a, &r->levels, &r->n_levels, sizeof(*l));
	if (text(r, t->id, 1, &l->id) != 0 ||
	    text(r, t->parent, 1, &l->parent) != 0)
		return -1;
	take(r, t->id, 1);
	take(r, t->parent, 1);
	/* whether levels are below it, and of which kind, is seen */
	take(r, t->parent + 1u, 1);
	take(r, t->level + 1u, 1);
	if (t->level != 0) {
		if (text(r, t->level, 1, &l->code) != 0)
			return -1;
		take(r, t->level, 1);
	}
	above = level_of(r, l->parent);
	if (above == NULL && l->parent.n > 0)
		finding(r, OU_DIAG_EDI_REFERENCE, t->parent,
		    "level %.*s is below %.*s, which did not come",
		    OU_STR_ARG(l->id), OU_STR_ARG(l->parent));
	if (above != NULL && above != l) {
		l->package = above->package;
		l->outer = above->package;
		l->order = above->order;
		l->line = above->line;
	}
	r->level = l;
	return 0;
}

/* Orders, packages and lines of a shipment know where they are. */
static void
place_in_tree(struct reader *r, const struct ou_table *table, char *object)
{
	struct ou_shipment *s = (void *)r->record;
	struct ou_shipment_line *line = (void *)object;
	struct ou_package *package = (void *)object;
	struct level *l = r->level;

	if (r->g->tree.tag.p == NULL || l == NULL)
		return;
	if (table == &ou_shipment_order_table)
		l->order = s->n_orders;
	else if (table == &ou_package_table) {
		package->id = ou_str_number(r->a, OU_STR("p"), "",
		    ++r->packages);
		package->parent = l->outer;
		/* further ones stand beside the level's own */
		if (!l->own)
			l->package = package->id;
		l->own = true;
		if (l->line > 0 && !ou_str_is(l->code, "I"))
			ou_guide_pack_below(r->a, s, l->line - 1,
			    s->n_packages - 1);
	} else if (table == &ou_shipment_line_table) {
		line->package = l->package;
		/* the first order is the shipment's own */
		if (l->order > 1)
			line->order_number =
			    s->orders[l->order - 1].order_number;
		/* without codes a line is no level */
		if (r->g->tree.level != 0)
			l->line = s->n_lines;
	}
}

static uint32_t
member_number(const struct guide_rule *rule, const char *from,
    const char *member)
{
	const char *first;

	if (!rule->list || rule->into.n != 1)
		return 0;
	memcpy(&first, from + rule->into.steps[0]->offset, sizeof(first));
	return (uint32_t)((size_t)(member - first) / rule->table->size) + 1;
}

/* Of a member: what the group that it is in says of it.  A package is said of
 * the lines that come. */
static void
take_from(struct reader *r, const struct open *group,
    const struct ou_table *table, char *object)
{
	struct ou_package *package = (void *)object;
	struct ou_shipment_line *line = (void *)group->object;

	if (group->table == table)
		ou_guide_give(r->a, table, group->object, object);
	if (table != &ou_package_table || !ou_guide_packs(group->rule))
		return;
	package->id = ou_str_number(r->a, OU_STR("p"), "", ++r->packages);
	line->package = package->id;
}

static int
enter(struct reader *r, const struct guide_rule *rule, uint32_t at)
{
	char *object;

	while (r->depth > at + 1)
		close_group(r);
	object = rule->gives ? ou_arena_zalloc(r->a, rule->table->size) :
	    ou_slot_enter(r->a, &rule->into, rule->absolute ? r->record :
	    r->stack[at].object);
	if (r->stack[at].rule->gives && rule->absolute)
		take_from(r, &r->stack[at], rule->table, object);
	if (rule->levels.n > 0 && open_level(r) != 0)
		return -1;
	place_in_tree(r, rule->table, object);
	if (open_group(r, rule, object) != 0)
		return -1;
	r->stack[r->depth - 1].number = member_number(rule, rule->absolute ?
	    r->record : r->stack[at].object, object);
	return 0;
}

/* --- segments --- */

static void
take_conditions(struct reader *r, const struct guide_rule *rule)
{
	uint32_t i;

	for (i = 0; i < rule->n_only; i++) {
		if (!rule->only[i].not)
			take(r, rule->only[i].element,
			    rule->only[i].component);
	}
}

static int
read_segment(struct reader *r, const struct guide_rule *rule, uint32_t at)
{
	const struct guide_rule *group = r->stack[at].rule;
	char *object = r->stack[at].object;
	uint32_t i;

	while (r->depth > at + 1)
		close_group(r);
	take_conditions(r, rule);
	/* a condition of a group is one of the segment that opens it */
	if (ou_str_eq(group->tag, rule->tag))
		take_conditions(r, group);
	for (i = 0; i < rule->n_elements; i++) {
		if (read_element(r, &rule->elements[i], object) != 0)
			return -1;
	}
	return keep_rest(r);
}

/* A segment that would open another group, if a line were for it, ends the one
 * at hand: what follows is not of that. */
static void
end_sibling(struct reader *r)
{
	const struct guide_rule *group;
	uint32_t at, i;

	for (at = r->depth; at > 0; at--) {
		group = r->stack[at - 1].rule;
		for (i = 0; i < group->n_rules; i++) {
			if (!group->rules[i].loop || !ou_str_eq(
			    group->rules[i].tag, r->seg->e[0]))
				continue;
			while (r->depth > at)
				close_group(r);
			return;
		}
	}
}

/* The line of an open group that is for this segment, from the innermost
 * outwards; a group that opens has a line for the segment that opened it. */
static int
place_segment(struct reader *r)
{
	const struct guide_rule *rule;
	struct open *o;
	uint32_t at, i, floor = 0;
	uint64_t bit;

	for (at = r->depth; at > floor; at--) {
		o = &r->stack[at - 1];
		for (i = 0; i < o->rule->n_rules; i++) {
			rule = &o->rule->rules[i];
			bit = (uint64_t)1 << i % 64;
			if (!fits(r, rule) || ((o->used[i / 64] & bit) != 0 &&
			    !rule->list && !rule->repeat &&
			    rule->levels.n == 0))
				continue;
			o->used[i / 64] |= bit;
			if (!rule->loop)
				return read_segment(r, rule, at - 1);
			if (enter(r, rule, at - 1) != 0)
				return -1;
			floor = r->depth - 1;
			at = r->depth + 1;
			break;
		}
	}
	/* a level of a code that is the partner's own: others are below it */
	if (floor == 0 && r->g->tree.tag.p != NULL && r->g->tree.level != 0 &&
	    ou_str_eq(r->seg->e[0], r->g->tree.tag)) {
		while (r->depth > 1)
			close_group(r);
		if (open_level(r) != 0)
			return -1;
		if (r->level->code.n > 0)
			keep(r, OU_STR("HL.03"), r->level->code);
	}
	if (floor == 0)
		end_sibling(r);
	return keep_rest(r);
}

static int
read_all(struct reader *r)
{
	uint32_t i;

	/* ST and SE, UNH and UNT are the envelope's */
	for (i = 1; i < r->message->n; i++) {
		if (ou_edi_segment(r->marks, r->message, i, r->seg) != 0) {
			ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
			    "a segment has more than %d elements",
			    OU_EDI_ELEMENTS_MAX - 1);
			return ou_err_at(r->err, NULL, r->seg->number, 0);
		}
		if (i + 1 == r->message->n && r->message->whole)
			break;
		memset(r->taken, 0, r->seg->n * sizeof(r->taken[0]));
		memset(r->field, 0, r->seg->n * sizeof(r->field[0]));
		if (place_segment(r) != 0)
			return -1;
	}
	return 0;
}

/* Totals stand at the end of what they are of. */
static void
compare_all(struct reader *r)
{
	const struct guide_rule *rule;
	uint32_t i, k, e;

	for (i = 1; i + 1 < r->message->n; i++) {
		if (ou_edi_segment(r->marks, r->message, i, r->seg) != 0)
			return;
		for (k = 0; k < r->g->root.n_rules; k++) {
			rule = &r->g->root.rules[k];
			if (rule->loop || !fits(r, rule))
				continue;
			for (e = 0; e < rule->n_elements; e++) {
				if (rule->elements[e].what == GUIDE_COUNT ||
				    rule->elements[e].what == GUIDE_SUM ||
				    rule->elements[e].what == GUIDE_SEGMENTS)
					compare(r, &rule->elements[e]);
			}
		}
	}
}

static void
put_head(struct reader *r)
{
	const struct ou_table *t = r->g->record->table;
	struct ou_str text = ou_str_c(r->g->record->type);
	int f = ou_table_find(t, "type", 4);

	memcpy(r->record + t->fields[f].offset, &text, sizeof(text));
	text = ou_str_printf(r->a, "%s/%d", r->g->record->schema,
	    r->g->record->major);
	f = ou_table_find(t, "schema", 6);
	memcpy(r->record + t->fields[f].offset, &text, sizeof(text));
}

/* Amounts are written with the decimals of the currency, with two where none
 * is named. */
static void
show_places(const struct ou_table *t, char *object, uint8_t places)
{
	const struct ou_field *f;
	struct ou_amount *amount;
	struct ou_price *price;
	char *to;
	uint32_t i, n;
	uint16_t k;

	for (k = 0; k < t->n_fields; k++) {
		f = &t->fields[k];
		amount = (void *)(object + f->offset);
		price = (void *)(object + f->offset);
		if (f->kind == OU_KIND_AMOUNT && amount->places < places)
			amount->places = places;
		if (f->kind == OU_KIND_PRICE && price->places < places)
			price->places = places;
		if (f->kind != OU_KIND_OBJECT && f->kind != OU_KIND_LIST)
			continue;
		memcpy(&to, object + f->offset, sizeof(to));
		n = to != NULL;
		if (f->kind == OU_KIND_LIST)
			memcpy(&n, object + f->count_offset, sizeof(n));
		for (i = 0; i < n; i++)
			show_places(f->table, to + (size_t)i * f->table->size,
			    places);
	}
}

static uint8_t
places(const struct reader *r)
{
	const struct ou_table *t = r->g->record->table;
	int f = ou_table_find(t, "currency", 8), n = -1;
	struct ou_str currency;

	if (f >= 0) {
		memcpy(&currency, r->record + t->fields[f].offset,
		    sizeof(currency));
		n = ou_currency_places(currency);
	}
	return (uint8_t)(n >= 0 ? n : 2);
}

int
ou_guide_read(const struct ou_guide *g, struct ou_import *im,
    const struct ou_edi_marks *marks, const struct ou_edi_message *message,
    enum ou_charset charset, void *to, struct ou_err *err)
{
	struct reader *r = ou_arena_zalloc(&im->arena, sizeof(*r));
	int ret;

	r->g = g;
	r->im = im;
	r->a = &im->arena;
	r->marks = marks;
	r->charset = charset;
	r->message = message;
	r->record = to;
	r->err = err;
	r->seg = ou_arena_zalloc(r->a, sizeof(*r->seg));
	ou_table_prepare(g->record->table);
	put_head(r);
	if (open_group(r, &g->root, r->record) != 0)
		return -1;
	ret = read_all(r);
	if (ret == 0) {
		while (r->depth > 0)
			close_group(r);
		/* levels without codes have none for orders */
		if (g->record->table == &ou_shipment_table &&
		    (g->tree.tag.p == NULL || g->tree.level != 0))
			ou_guide_settle_orders(r->a, to);
		compare_all(r);
		show_places(g->record->table, r->record, places(r));
	}
	return ret;
}

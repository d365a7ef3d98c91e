#include <stdio.h>

#include "guide_reader.h"

/* The elements of a segment's line into the fields of its object. */
static const struct ou_slot_forms wire = {
	.number = { .decimal = '.' },
};

static int
value_error(struct guide_reader *r, unsigned e, const char *tag)
{
	char field[160];

	memcpy(field, r->err->field, sizeof(field));
	(void)snprintf(r->err->field, sizeof(r->err->field),
	    "%.4s %02u%s%.100s", tag, e, *field != '\0' ? " " : "", field);
	return ou_err_at(r->err, NULL, r->seg->number, e);
}

int
ou_guide_put(struct guide_reader *r, const struct ou_slot *slot, char *object,
    struct ou_str s, unsigned e)
{
	/* what our fields cannot hold is no fault of the message */
	if (r->edi != NULL ||
	    ou_slot_put(r->im, slot, object, s, &wire, r->err) == 0)
		return 0;
	return value_error(r, e, ou_str_cdup(r->a, r->seg->e[0]));
}

/* Behind the date of a time. */
static int
put_clock(struct guide_reader *r, const struct guide_element *x, char *object,
    struct ou_str clock)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s = OU_STR_NONE;

	if (ou_slot_text(&x->slot, object, &b) && b.n == 10)
		s = ou_str_printf(r->a, "%.10sT%.*s", b.p,
		    OU_STR_ARG(clock));
	ou_buf_release(&b);
	return s.n == 0 ? 1 : ou_guide_put(r, &x->slot, object, s, x->element);
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

bool
ou_guide_is_filled(const struct ou_slot *slot, const char *object)
{
	struct ou_buf b = OU_BUF_INIT;
	bool yes = !is_list(slot) && ou_slot_text(slot, object, &b);

	ou_buf_release(&b);
	return yes;
}

/* Numbers may differ in the zeros at their ends. */
bool
ou_guide_is_same(const struct ou_slot *slot, const char *object,
    struct ou_str s)
{
	struct ou_buf b = OU_BUF_INIT;
	bool yes = !is_list(slot) && ou_slot_text(slot, object, &b) &&
	    (ou_str_eq(ou_buf_str(&b), s) || (!is_text(slot) &&
	    ou_str_eq(ou_guide_short_number(ou_buf_str(&b)),
	    ou_guide_short_number(s))));

	ou_buf_release(&b);
	return yes;
}

/* Only of a message that is looked at: what is longer is read all the same. */
static void
look_at_length(struct guide_reader *r, const struct guide_element *x,
    struct ou_str s)
{
	if (r->edi != NULL && x->most > 0 && s.n > x->most &&
	    ou_guide_characters(s, x->most) < s.n)
		ou_guide_fault(r, x, OU_EDI_FAULT_LONG, ou_str_printf(r->a,
		    "longer than %u characters", x->most).p);
}

/* 4-5 name: one text of several pieces, or a list of them. */
static int
read_range(struct guide_reader *r, const struct guide_element *x, char *object)
{
	struct ou_buf all = OU_BUF_INIT;
	unsigned i, e = x->element, c = x->component;
	struct guide_element at = *x;
	struct ou_str s;
	int ret = 0;

	for (i = x->of_elements ? e : c; i <= x->last && ret == 0; i++) {
		e = x->of_elements ? i : e;
		c = x->of_elements ? c : i;
		ou_guide_take(r, e, c);
		at.element = (uint8_t)e;
		at.component = (uint8_t)c;
		if (ou_guide_text(r, e, c, &s) != 0)
			ret = -1;
		look_at_length(r, &at, s);
		if (ret == 0 && s.n > 0 && is_list(&x->slot))
			ret = ou_guide_put(r, &x->slot, object, s, e);
		else if (ret == 0 && s.n > 0) {
			if (all.n > 0)
				ou_buf_addc(&all, ' ');
			ou_buf_adds(&all, s);
		}
	}
	if (ret == 0 && all.n > 0 && is_text(&x->slot))
		ret = ou_guide_put(r, &x->slot, object, ou_str_dup(r->a,
		    ou_buf_str(&all)), x->element);
	ou_buf_release(&all);
	return ret;
}

static void
take_value(struct guide_reader *r, const struct guide_element *x)
{
	ou_guide_take(r, x->element, x->component);
	if (x->form == GUIDE_DTM)
		ou_guide_take(r, x->element, x->component + 1u);
}

/* A time where the field is a day. */
static struct ou_str
day_of(const struct guide_element *x, struct ou_str s)
{
	return x->form == GUIDE_DTM && s.n > 10 &&
	    x->slot.steps[x->slot.n - 1]->kind == OU_KIND_DATE ?
	    ou_str_sub(s, 0, 10) : s;
}

/* What is below zero is told by a flag. */
static int
put_sign(struct guide_reader *r, const struct guide_element *x, char *object,
    struct ou_str *s)
{
	bool minus = ou_str_starts(*s, "-");

	*s = ou_str_sub(*s, minus, s->n);
	return ou_guide_put(r, &x->sign, object, minus ? OU_STR("false") :
	    OU_STR("true"), x->element);
}

void
ou_guide_keep_said(struct guide_reader *r, const struct ou_slot *slot,
    const char *object)
{
	struct ou_buf b = OU_BUF_INIT;

	if (ou_slot_text(slot, object, &b))
		ou_guide_keep(r, ou_str_c(slot->steps[slot->n - 1]->name),
		    ou_str_dup(r->a, ou_buf_str(&b)));
	ou_buf_release(&b);
}

/* What was read into its field, unless that says it already. */
static int
put_value(struct guide_reader *r, const struct guide_element *x, char *object,
    struct ou_str s, struct ou_str end)
{
	int ret;

	if (x->word.n > 0)
		object = ou_guide_chosen(r->a, x, object);
	if (x->form != GUIDE_CLOCK && ou_guide_is_filled(&x->slot, object)) {
		if (ou_guide_is_same(&x->slot, object, s))
			take_value(r, x);
		if (!x->first || ou_guide_is_same(&x->slot, object, s))
			return 0;
		ou_guide_keep_said(r, &x->slot, object);
	}
	if (x->has_sign && put_sign(r, x, object, &s) != 0)
		return -1;
	ret = x->form == GUIDE_CLOCK ? put_clock(r, x, object, s) :
	    ou_guide_put(r, &x->slot, object, day_of(x, s), x->element);
	/* a clock that the field has no place for is kept with its date */
	if (ret == 0 && day_of(x, s).n == s.n)
		take_value(r, x);
	if (ret == 0 && end.n > 0 && x->has_end)
		ret = ou_guide_put(r, &x->end, object, end, x->element);
	return ret < 0 ? -1 : 0;
}

static enum ou_edi_fault_kind
kind_of_fault(const struct guide_element *x, struct ou_str raw)
{
	size_t i;

	if (x->form == GUIDE_DATE || x->form == GUIDE_DTM)
		return OU_EDI_FAULT_DATE;
	if (x->form == GUIDE_CLOCK)
		return OU_EDI_FAULT_TIME;
	for (i = 0; i < raw.n; i++) {
		if (raw.p[i] > '9')
			return OU_EDI_FAULT_TYPE;
	}
	return OU_EDI_FAULT_NUMERIC;
}

/* No value: the member's number, or a finding. */
static int
put_nothing(struct guide_reader *r, const struct guide_element *x,
    char *object)
{
	if (x->numbered && r->depth > 0)
		return ou_guide_put(r, &x->slot, object, ou_str_number(r->a,
		    OU_STR(""), "", r->stack[r->depth - 1].number),
		    x->element);
	if (x->required)
		ou_guide_missing(r, x);
	return 0;
}

static int
read_field(struct guide_reader *r, const struct guide_element *x, char *object)
{
	struct ou_str raw, s, end, format = OU_STR_NONE;
	int ret;

	if (ou_guide_text(r, x->element, x->component, &raw) != 0)
		return -1;
	if (raw.n == 0)
		return put_nothing(r, x, object);
	look_at_length(r, x, raw);
	if (x->form == GUIDE_DTM && r->g->family == OU_EDI_EDIFACT &&
	    ou_guide_text(r, x->element, x->component + 1u, &format) != 0)
		return -1;
	ret = ou_guide_inward(r->a, r->g, x, r->im, r->marks->decimal, raw,
	    format, &s, &end, r->err);
	if (ret == 0 && r->edi != NULL)
		take_value(r, x);
	else if (ret == 0)
		return put_value(r, x, object, s, end);
	if (ret >= 0)
		return 0;
	if (!x->maybe && r->edi == NULL)
		return value_error(r, x->element, ou_str_cdup(r->a,
		    r->seg->e[0]));
	if (!x->maybe)
		ou_guide_fault(r, x, kind_of_fault(x, raw), r->err->text);
	*r->err = (struct ou_err){ 0 };
	return 0;
}

/* What the object around says too is no news. */
static int
read_outer(struct guide_reader *r, const struct guide_element *x)
{
	struct ou_str raw, s, end;

	if (ou_guide_text(r, x->element, x->component, &raw) != 0)
		return -1;
	if (raw.n > 0 && r->depth > 1 && ou_guide_inward(r->a, r->g, x, r->im,
	    r->marks->decimal, raw, OU_STR_NONE, &s, &end, NULL) == 0 &&
	    ou_guide_is_same(&x->slot, r->stack[r->depth - 2].object, s))
		ou_guide_take(r, x->element, x->component);
	return 0;
}

int
ou_guide_read_element(struct guide_reader *r, const struct guide_element *x,
    char *object)
{
	struct ou_str s;

	if (!ou_guide_meets(r, &x->only))
		return 0;
	/* of fields that it may be it is the first */
	if ((x->otherwise || (x->only.n_values > 0 && !x->required)) &&
	    ou_guide_is_taken(r, x->element, x->component))
		return 0;
	if (x->absolute)
		object = r->record;
	if (x->only.n_values > 0 && !x->only.not)
		ou_guide_take(r, x->only.element, x->only.component);
	if (x->outer)
		return r->edi != NULL ? 0 : read_outer(r, x);
	switch (x->what) {
	case GUIDE_PAIRS:
	case GUIDE_IDS:
		return r->edi != NULL ? 0 : x->what == GUIDE_PAIRS ?
		    ou_guide_read_pairs(r, x, object) :
		    ou_guide_read_ids(r, x, object);
	case GUIDE_FIELD:
		return x->last > (x->of_elements ? x->element : x->component)
		    ? read_range(r, x, object) : read_field(r, x, object);
	case GUIDE_TEXT:
		if (ou_guide_text(r, x->element, x->component, &s) != 0)
			return -1;
		if (ou_str_eq(s, x->text))
			ou_guide_take(r, x->element, x->component);
		return 0;
	default:
		/* compared at the end */
		if (x->required && ou_edi_component(r->seg, x->element,
		    x->component).n == 0)
			ou_guide_missing(r, x);
		ou_guide_take(r, x->element, x->component);
		return 0;
	}
}

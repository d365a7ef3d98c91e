#include <stdarg.h>
#include <stdio.h>

#include "po.h"

/*
 * A partner's profile at work: whose interchange it is, and what its
 * qualifiers and codes mean.  The profile's entries come before the tables in
 * the readers.
 */

/* --- who it is --- */

/* Something about the sender, as a fault of the interchange. */
__attribute__((format(printf, 3, 4))) static void
tell(struct po *c, enum ou_diag code, const char *fmt, ...)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_SENDER,
	    .level = OU_EDI_IN_INTERCHANGE,
	    .element = c->family->sender_element };
	va_list ap;

	fault.err = (struct ou_err){ .kind = OU_ERR_RECORD, .code = code };
	va_start(ap, fmt);
	(void)vsnprintf(fault.err.text, sizeof(fault.err.text), fmt, ap);
	va_end(ap);
	fault.err.byte = c->interchange->byte;
	(void)ou_err_at(&fault.err, ou_source_name(c->edi->src),
	    c->interchange->number, c->family->sender_element);
	c->edi->fault(c->edi->arg, &fault);
}

static const struct ou_dialect *
asked_for(struct po *c, const struct ou_partner_envelope *e, bool aloud)
{
	const struct ou_dialect *only = c->im->dialects->only;
	struct ou_str id;

	if (aloud && ou_partner_fits(only->partner, e) == 0) {
		id = ou_po_header_text(c, e->sender.id);
		tell(c, OU_DIAG_EDI_PARTNER, "the sender is '%.*s', not the "
		    "partner '%s'", OU_STR_ARG(id), only->partner->name);
	}
	return only;
}

static const struct ou_dialect *
find(struct po *c, const struct ou_partner_envelope *e, bool aloud)
{
	const struct ou_dialects *all = c->im->dialects;
	const struct ou_partner *one, *other;
	struct ou_str id = ou_po_header_text(c, e->sender.id);

	if (all->only != NULL)
		return asked_for(c, e, aloud);
	one = ou_partners_find(&all->partners, e, &other);
	if (one == NULL)
		one = ou_partners_find_file(&all->partners,
		    ou_source_name(c->edi->src));
	if (one == NULL && c->im->refeed && c->im->channel != NULL)
		one = ou_partners_of_channel(&all->partners,
		    ou_str_c(c->im->channel));
	c->stranger = one == NULL ? c->im->strict : other != NULL;
	if (aloud && one == NULL)
		tell(c, OU_DIAG_EDI_UNKNOWN, "no partner profile knows the "
		    "sender '%.*s'", OU_STR_ARG(id));
	if (aloud && other != NULL)
		tell(c, OU_DIAG_EDI_PARTNER, "the profiles '%s' and '%s' "
		    "both fit the sender '%.*s'", one->name, other->name,
		    OU_STR_ARG(id));
	return other != NULL ? NULL : ou_dialect_of(all, one);
}

static void
use(struct po *c, const struct ou_dialect *d)
{
	c->dialect = d;
	c->im->partner = d != NULL ? d->partner : NULL;
	/* units are remembered by their code */
	c->unit_length = 0;
}

void
ou_po_partner(struct po *c)
{
	struct ou_partner_envelope e = { 0 };
	const struct ou_partner *p;

	c->stranger = false;
	if (c->im->dialects == NULL)
		return;
	c->interchange = &c->edi->interchange.seg;
	c->marks = &c->edi->marks;
	c->group = NULL;
	/* no message yet */
	c->seg.n = 0;
	c->seg.parted = true;
	if (c->interchange->n == 0) {
		use(c, c->im->dialects->only);
		return;
	}
	c->family->envelope(c, &e);
	e.message = OU_STR_NONE;	/* it is not known yet */
	use(c, find(c, &e, false));
	c->introduced = false;
	if (c->dialect == NULL)
		return;
	p = c->dialect->partner;
	if (p->repetition_is_data)
		c->edi->marks.repetition = '\0';
	if (p->decimal != '\0')
		c->edi->marks.decimal = p->decimal;
}

void
ou_po_partner_message(struct po *c)
{
	struct ou_partner_envelope e = { 0 };

	if (c->im->dialects == NULL || c->interchange->n == 0)
		return;
	(void)ou_edi_segment(c->marks, c->message, 0, &c->seg);
	c->family->envelope(c, &e);
	use(c, find(c, &e, !c->introduced));
	c->introduced = true;
}

/* --- what it means --- */

static const struct ou_meaning *
meaning(struct po *c, const char *tag, struct ou_str qualifier)
{
	const struct ou_dialect *d = c->dialect;
	const struct ou_meaning *m;
	uint32_t i;

	if (d == NULL || qualifier.n == 0)
		return NULL;
	for (i = 0; i < d->n_meanings; i++) {
		m = &d->meanings[i];
		if (ou_str_eq(m->qualifier, qualifier) &&
		    ou_str_is(m->tag, tag) && (m->what != OU_MEANS_FIELD ||
		    m->of_line == (c->line != NULL)))
			return m;
	}
	return NULL;
}

bool
ou_po_has_meaning(struct po *c, const char *tag, struct ou_str qualifier)
{
	return meaning(c, tag, qualifier) != NULL;
}

/* What stood there comes second, and stays to be seen. */
static void
keep_said(struct po *c, const struct ou_meaning *m, struct ou_str value)
{
	const struct ou_field *f = m->slot.steps[m->slot.n - 1];
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s;

	if (f->kind != OU_KIND_MAP && ou_slot_text(&m->slot, c->o, &b) &&
	    !ou_str_eq(ou_buf_str(&b), value)) {
		s = ou_str_dup(c->a, ou_buf_str(&b));
		if (m->of_line)
			ou_import_extra(c->im, &c->line->extra,
			    &c->line->n_extra, ou_str_c(f->name), s);
		else
			ou_import_extra(c->im, &c->o->extra, &c->o->n_extra,
			    ou_str_c(f->name), s);
	}
	ou_buf_release(&b);
}

/* The value goes where the partner's profile says. */
static bool
put_meaning(struct po *c, const struct ou_meaning *m, struct ou_str value)
{
	struct ou_slot_forms forms = { .number = { .decimal = '.' },
	    .year = c->im->year };
	struct ou_err err = { 0 };

	keep_said(c, m, value);
	if (ou_slot_put(c->im, &m->slot, c->o, value, &forms, &err) == 0)
		return true;
	ou_po_finding(c, OU_DIAG_VALUE, 0, "%s: %s", err.field, err.text);
	return false;
}

bool
ou_po_means_by(struct po *c, const char *tag, struct ou_str qualifier,
    struct ou_str value)
{
	const struct ou_meaning *m = meaning(c, tag, qualifier);

	if (m == NULL || m->what == OU_MEANS_ROLE || value.n == 0)
		return false;
	return m->what == OU_MEANS_NOTHING || put_meaning(c, m, value);
}

bool
ou_po_means_time(struct po *c, const char *tag, struct ou_str qualifier,
    const struct ou_time *t)
{
	const struct ou_meaning *m = meaning(c, tag, qualifier);
	char text[OU_TIME_MAX];
	enum ou_kind kind;
	size_t n;

	if (m == NULL)
		return false;
	kind = m->what == OU_MEANS_FIELD ?
	    (enum ou_kind)m->slot.steps[m->slot.n - 1]->kind : OU_KIND_TEXT;
	n = kind == OU_KIND_DATE ? ou_date_text(text, t->date)
	    : ou_time_text(text, t);
	return ou_po_means(c, tag, qualifier, ou_str_dup(c->a,
	    ou_str_make(text, n)));
}

enum po_role
ou_po_role(struct po *c, const char *tag, struct ou_str qualifier,
    enum po_role role)
{
	static const enum po_role roles[] = { PO_OTHER, PO_BUYER, PO_SELLER,
	    PO_DELIVERY, PO_BILLING };
	const struct ou_meaning *m = meaning(c, tag, qualifier);

	return m != NULL && m->what == OU_MEANS_ROLE ? roles[m->role] : role;
}

void
ou_po_item_code(struct po *c, struct ou_str qualifier, struct ou_str value)
{
	struct ou_str sku = ou_partner_item(c->im->partner, qualifier, value);
	struct ou_product *product;

	if (sku.n == 0)
		return;
	product = ou_po_product(c);
	/* another number of ours was said of it */
	if (product->sku.n != 0 && !ou_str_eq(product->sku, sku) &&
	    !ou_str_eq(product->sku, value))
		ou_import_extra(c->im, &c->line->extra, &c->line->n_extra,
		    OU_STR("sku"), product->sku);
	product->sku = sku;
}

struct ou_str
ou_po_unit_code(const struct po *c, struct ou_str code)
{
	return ou_partner_unit(c->im->partner, code);
}

/* --- at the end --- */

static void
settle_test(struct po *c)
{
	const struct ou_partner *p = c->dialect != NULL ?
	    c->dialect->partner : NULL;
	enum ou_partner_tests tests = p != NULL ? p->tests
	    : OU_PARTNER_TESTS_HOLD;

	if (p != NULL && p->test)
		ou_import_hold(c->im, c->o, OU_DIAG_HOLD_TEST, OU_STR(
		    "the partner is not in production yet"), OU_STR_NONE);
	if (c->test && tests == OU_PARTNER_TESTS_REJECT)
		ou_po_refuse(c, OU_DIAG_EDI_TEST, 0,
		    "the interchange is marked as a test");
	if (c->test && tests == OU_PARTNER_TESTS_HOLD)
		ou_import_hold(c->im, c->o, OU_DIAG_HOLD_TEST,
		    OU_STR("the interchange is marked as a test"),
		    OU_STR_NONE);
}

/* Places that lines are split by are called by our names too. */
static void
settle_splits(struct po *c)
{
	struct split *s;
	struct ou_str ours;
	uint32_t i, k;

	for (i = 0; i < c->o->n_lines; i++) {
		for (k = 0; k < c->info[i].n_splits; k++) {
			s = &c->info[i].splits[k];
			ours = ou_dialect_place(c->dialect, s->id);
			if (ours.n == 0)
				continue;
			if (s->address == NULL)
				s->address = ou_arena_zalloc(c->a,
				    sizeof(*s->address));
			if (s->gln && s->address->gln.n == 0)
				s->address->gln = s->id;
			s->gln = false;
			s->id = s->address->id = ours;
			ou_dialect_address(c->im, c->dialect, s->address);
		}
	}
}

void
ou_po_settle(struct po *c)
{
	settle_test(c);
	if (c->stranger)
		ou_import_hold(c->im, c->o, OU_DIAG_HOLD_PARTNER, OU_STR(
		    "it is not known which partner sent this"), OU_STR_NONE);
	if (c->dialect == NULL)
		return;
	if (c->dialect->partner->segment.n != 0)
		c->o->segment = c->dialect->partner->segment;
	settle_splits(c);
	ou_dialect_order(c->im, c->dialect, c->o);
}

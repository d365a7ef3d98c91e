#include "guide_partner.h"
#include "guide_reader.h"
#include "ou/formats/interchange.h"

/*
 * What was read in a partner's codes is told in ours: places, and the values
 * of fields; guide_write_partner.c is the way back.  Orders are told by who
 * reads them.
 */
#define DEPTH_MAX 8

struct telling {
	struct guide_reader *r;
	const struct ou_partner *p;
	struct guide_field *fields;
};

static const struct ou_slot_forms wire = { .number = { .decimal = '.' } };

static void
put_text(const struct ou_field *f, char *object, struct ou_str s)
{
	memcpy(object + f->offset, &s, sizeof(s));
}

static struct ou_str
get_text(const struct ou_field *f, const char *object)
{
	struct ou_str s;

	memcpy(&s, object + f->offset, sizeof(s));
	return s;
}

/* --- places --- */

static struct ou_str
ours_of(const struct telling *t, struct ou_str theirs)
{
	return ou_book_pair(t->p->locations, t->p->n_locations, theirs);
}

/* Our id of the customer, who calls himself what he gets his interchanges
 * as. */
static struct ou_str
customer(const struct telling *t, struct ou_str id)
{
	const struct ou_partner_output *o = &t->p->output[
	    ou_interchange_family(t->r->g->family)];

	return o->given && id.n > 0 && ou_str_eq(id, o->receiver.id) ?
	    t->p->customer : OU_STR_NONE;
}

/* Where several of theirs are one of ours, theirs stays to be seen. */
static void
tell_party(const struct telling *t, struct ou_party *party)
{
	struct ou_str theirs = party->id.n > 0 ? party->id : party->gln;
	struct ou_str ours = ours_of(t, theirs);

	if (ours.n == 0) {
		ours = customer(t, party->id);
		party->id = ours.n > 0 ? ours : party->id;
		return;
	}
	if (party->id.n > 0 && !ou_str_eq(party->id, ours) && !ou_str_eq(
	    party->id, ou_guide_theirs(t->p->locations, t->p->n_locations,
	    ours)))
		ou_import_extra(t->r->im, &party->extra, &party->n_extra,
		    OU_STR("id"), party->id);
	party->id = ours;
	/* it is no number of the partner's any more */
	if (ou_str_is(party->scheme, "buyer"))
		party->scheme = OU_STR_NONE;
}

static void
tell_address(const struct telling *t, struct ou_address *to)
{
	struct ou_str ours = ours_of(t, to->id.n > 0 ? to->id : to->gln);

	if (ours.n > 0)
		to->id = ours;
}

/* --- fields --- */

static struct ou_str
translated(const struct telling *t, uint32_t i, struct ou_str theirs)
{
	const struct ou_partner_codes *c = &t->p->fields.list[i];

	return ou_book_pair(c->pairs, c->n, theirs);
}

static void
tell_member(const struct telling *t, uint32_t i, char *object)
{
	const struct ou_field *f = t->fields[i].field;
	struct ou_pair *pairs;
	struct ou_str ours;
	uint32_t k, n;

	memcpy(&pairs, object + f->offset, sizeof(pairs));
	memcpy(&n, object + f->count_offset, sizeof(n));
	for (k = 0; k < n; k++) {
		if (!ou_str_eq(pairs[k].key, t->fields[i].key))
			continue;
		ours = translated(t, i, pairs[k].value);
		if (ours.n > 0)
			pairs[k].value = ours;
	}
}

static void
tell_field(const struct telling *t, uint32_t i, char *object)
{
	const struct ou_field *f = t->fields[i].field;
	struct ou_slot slot = { .steps = { f }, .index = { -1 }, .n = 1 };
	struct ou_buf text = OU_BUF_INIT;
	struct ou_err err = { 0 };
	struct ou_str ours = OU_STR_NONE;

	if (f->kind == OU_KIND_MAP) {
		tell_member(t, i, object);
		return;
	}
	if (ou_slot_text(&slot, object, &text))
		ours = translated(t, i, ou_buf_str(&text));
	ou_buf_release(&text);
	if (ours.n > 0 && ou_slot_put(t->r->im, &slot, object, ours, &wire,
	    &err) != 0)
		ou_import_finding(t->r->im, &err);
}

/* --- all of the record --- */

static void
tell(const struct telling *t, const struct ou_table *table, char *object,
    unsigned depth);

static void
tell_within(const struct telling *t, const struct ou_field *f, char *object,
    unsigned depth)
{
	uint32_t i, n = 1;
	char *to;

	memcpy(&to, object + f->offset, sizeof(to));
	if (f->kind == OU_KIND_LIST)
		memcpy(&n, object + f->count_offset, sizeof(n));
	for (i = 0; i < n && to != NULL && depth < DEPTH_MAX; i++)
		tell(t, f->table, to + (size_t)i * f->table->size,
		    depth + 1);
}

static void
tell(const struct telling *t, const struct ou_table *table, char *object,
    unsigned depth)
{
	const struct ou_field *f;
	struct ou_str ours;
	uint32_t k;
	uint16_t i;

	if (table == &ou_party_table)
		tell_party(t, (struct ou_party *)(void *)object);
	if (table == &ou_address_table)
		tell_address(t, (struct ou_address *)(void *)object);
	for (i = 0; i < table->n_fields; i++) {
		f = &table->fields[i];
		if (f->kind == OU_KIND_OBJECT || f->kind == OU_KIND_LIST) {
			tell_within(t, f, object, depth);
			continue;
		}
		if (f->kind == OU_KIND_TEXT && strcmp(f->name,
		    "location") == 0) {
			ours = ours_of(t, get_text(f, object));
			if (ours.n > 0)
				put_text(f, object, ours);
		}
		for (k = 0; k < t->p->fields.n; k++) {
			if (t->fields[k].field == f)
				tell_field(t, k, object);
		}
	}
}

void
ou_guide_tell_partner(struct guide_reader *r)
{
	const struct ou_table *table = r->g->record->table;
	struct telling t = { .r = r, .p = r->im->partner };

	if (t.p == NULL || table == &ou_order_table || (t.p->n_locations ==
	    0 && t.p->fields.n == 0 && t.p->customer.n == 0))
		return;
	t.fields = ou_guide_fields(r->a, table, t.p);
	tell(&t, table, r->record, 0);
}

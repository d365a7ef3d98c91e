#include "guide_reader.h"
#include "ou/book/partner.h"

/* Numbers of one thing, each with a code that says whose number it is. */

static const struct ou_slot_forms wire = { .number = { .decimal = '.' } };

/* Our number of the item that the partner calls so; theirs stays where it
 * was put, unless that is where ours belongs.  Another number of ours that was
 * said of it stays to be seen. */
static void
translate(struct guide_reader *r, const struct ou_table *table, char *object,
    struct ou_str code, struct ou_str value)
{
	struct ou_str sku = ou_partner_item(r->im->partner, code, value);
	struct ou_slot slot;
	struct ou_err err;

	if (sku.n == 0 || ou_slot_find(&slot, table, OU_STR("product.sku"),
	    &err) != 0)
		return;
	if (!ou_guide_is_same(&slot, object, sku) &&
	    !ou_guide_is_same(&slot, object, value))
		ou_guide_keep_said(r, &slot, object);
	(void)ou_slot_put(r->im, &slot, object, sku, &wire, &err);
}

static int
put_code(struct guide_reader *r, const struct guide_element *x, char *object,
    struct ou_str code, struct ou_str value, unsigned e)
{
	const struct guide_code *k;
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		k = &x->codes[i];
		if (!ou_str_eq(k->code, code) || k->kept)
			continue;
		if (k->dropped)
			return 0;
		if (ou_guide_is_same(&k->slot, object, value))
			return 0;
		if (ou_guide_is_filled(&k->slot, object))
			break;
		return ou_guide_put(r, &k->slot, object, value, e);
	}
	ou_guide_keep_coded(r, code, value);
	return 0;
}

static int
put_pair(struct guide_reader *r, const struct guide_element *x, char *object,
    struct ou_str code, struct ou_str value, unsigned e)
{
	const struct ou_table *table = x->absolute ? r->g->record->table :
	    r->stack[r->depth - 1].table;
	int ret = put_code(r, x, object, code, value, e);

	translate(r, table, object, code, value);
	return ret;
}

int
ou_guide_read_pairs(struct guide_reader *r, const struct guide_element *x, char
    *object)
{
	bool x12 = r->g->family == OU_EDI_X12;
	unsigned e, step = x12 ? 2 : 1;
	unsigned last = x->ranged ? x->last : r->seg->n;
	struct ou_str code, value;

	for (e = x->element; e <= last && e < r->seg->n; e += step) {
		if (ou_guide_text(r, e, x12 ? 1 : 2, &code) != 0 ||
		    ou_guide_text(r, x12 ? e + 1 : e, 1, &value) != 0)
			return -1;
		ou_guide_take(r, e, 1);
		ou_guide_take(r, x12 ? e + 1 : e, x12 ? 1 : 2);
		if (!x12) {
			/* whose list it is of */
			ou_guide_take(r, e, 3);
			ou_guide_take(r, e, 4);
		}
		if (value.n > 0 && put_pair(r, x, object, code, value,
		    e) != 0)
			return -1;
	}
	return 0;
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
int
ou_guide_read_ids(struct guide_reader *r, const struct guide_element *x, char
    *object)
{
	struct ou_str s[16];
	unsigned at[16], e, n = 0, i = 0, step;
	bool behind;
	int ret = 0;

	for (e = x->element; e <= x->last && e < r->seg->n && n < 16; e++) {
		if (ou_guide_text(r, e, 1, &s[n]) != 0)
			return -1;
		ou_guide_take(r, e, 1);
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
		else if (!ou_guide_is_filled(&x->slot, object))
			ret = ou_guide_put(r, &x->slot, object, s[i], at[i]);
		else
			ou_guide_keep(r, ou_guide_extra_key(r, OU_STR_NONE,
			    at[i], 1), s[i]);
	}
	return ret;
}

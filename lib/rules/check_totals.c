#include <string.h>

#include "ou/model/totals.h"
#include "ou/rules/check.h"

/* What the order said, before it is computed anew. */
struct stated {
	struct ou_amount *lines;
	struct ou_tax_total *taxes;
	uint32_t n_taxes;
	struct ou_totals totals;
	bool has_totals;
};

static struct stated
remember(struct ou_arena *a, const struct ou_order *o)
{
	struct stated s = { 0 };
	uint32_t i;

	s.lines = ou_arena_array(a, o->n_lines, sizeof(*s.lines));
	for (i = 0; i < o->n_lines; i++)
		s.lines[i] = o->lines[i].total;
	s.n_taxes = o->n_taxes;
	s.taxes = ou_arena_array(a, o->n_taxes, sizeof(*s.taxes));
	if (o->n_taxes > 0)
		memcpy(s.taxes, o->taxes, o->n_taxes * sizeof(*s.taxes));
	s.has_totals = o->totals != NULL;
	if (s.has_totals)
		s.totals = *o->totals;
	return s;
}

static bool
anything(const struct stated *s, uint32_t lines)
{
	uint32_t i;

	for (i = 0; i < lines; i++) {
		if (s->lines[i].given)
			return true;
	}
	return s->n_taxes > 0 || s->has_totals;
}

static void
compare(struct ou_remarks *r, const char *name, struct ou_amount said,
    struct ou_amount is, int64_t tolerance)
{
	char a[OU_DECIMAL_MAX], b[OU_DECIMAL_MAX];
	__int128 apart = (__int128)said.v - is.v;

	if (!said.given || (apart < 0 ? -apart : apart) <= tolerance)
		return;
	ou_remark(r, OU_DIAG_HOLD_TOTALS, name, "%s is stated as %.*s, and "
	    "is %.*s by what it is made of", name,
	    (int)ou_amount_text(a, said), a, (int)ou_amount_text(b, is), b);
}

static const struct ou_tax_total *
tax_of(const struct ou_order *o, const struct ou_tax_total *x)
{
	uint32_t i;

	for (i = 0; i < o->n_taxes; i++) {
		if (ou_str_eq(o->taxes[i].category, x->category) &&
		    o->taxes[i].percent.v == x->percent.v)
			return &o->taxes[i];
	}
	return NULL;
}

static void
compare_taxes(struct ou_remarks *r, const struct ou_order *o,
    const struct stated *s, int64_t tolerance)
{
	const struct ou_tax_total *is;
	char rate[OU_DECIMAL_MAX];
	uint32_t i;

	for (i = 0; i < s->n_taxes; i++) {
		r->at = ou_str_printf(r->arena, "taxes.%u.", i);
		is = tax_of(o, &s->taxes[i]);
		if (is == NULL) {
			ou_remark(r, OU_DIAG_HOLD_TOTALS, "category",
			    "no line has tax %.*s %.*s %%",
			    OU_STR_ARG(s->taxes[i].category),
			    (int)ou_rate_text(rate, s->taxes[i].percent),
			    rate);
			continue;
		}
		compare(r, "taxableAmount", s->taxes[i].taxable, is->taxable,
		    tolerance);
		compare(r, "taxAmount", s->taxes[i].tax, is->tax, tolerance);
	}
}

static void
compare_totals(struct ou_remarks *r, const struct ou_totals *said,
    const struct ou_totals *is, int64_t tolerance)
{
	static const struct {
		const char *name;
		size_t at;
	} sums[] = {
#define SUM(name, member) { name, offsetof(struct ou_totals, member) }
		SUM("lineExtensionAmount", line_extension),
		SUM("allowanceTotalAmount", allowance_total),
		SUM("chargeTotalAmount", charge_total),
		SUM("taxExclusiveAmount", tax_exclusive),
		SUM("taxAmount", tax),
		SUM("taxInclusiveAmount", tax_inclusive),
		SUM("payableAmount", payable),
#undef SUM
	};
	const struct ou_amount *a, *b;
	size_t i;

	r->at = OU_STR("totals.");
	for (i = 0; i < sizeof(sums) / sizeof(*sums); i++) {
		a = (const struct ou_amount *)(const void *)
		    ((const char *)said + sums[i].at);
		b = (const struct ou_amount *)(const void *)
		    ((const char *)is + sums[i].at);
		compare(r, sums[i].name, *a, *b, tolerance);
	}
}

static int64_t
allowed(const struct ou_order *o, struct ou_amount tolerance, int places)
{
	int64_t unit = 1;

	if (tolerance.given)
		return tolerance.v;
	for (; places < OU_AMOUNT_SCALE; places++)
		unit *= 10;
	return unit * o->n_lines;
}

int
ou_check_totals(struct ou_remarks *r, struct ou_order *o,
    struct ou_amount tolerance, struct ou_err *err)
{
	struct stated s = remember(r->arena, o);
	int places = ou_order_places(o);
	int64_t most;
	uint32_t i;

	if (!anything(&s, o->n_lines) || places < 0)
		return 0;
	if (ou_order_totals(r->arena, o, err) != 0) {
		if (err->code == OU_DIAG_OVERFLOW)
			return -1;
		ou_remark(r, OU_DIAG_HOLD_TOTALS, "totals", "%s", err->text);
		return 0;
	}
	most = allowed(o, tolerance, places);
	for (i = 0; i < o->n_lines; i++) {
		ou_remarks_at_line(r, o, i);
		if (o->lines[i].unit_price.given)
			compare(r, "lineTotal", s.lines[i], o->lines[i].total,
			    0);
	}
	ou_remarks_at_line(r, o, UINT32_MAX);
	if (o->totals == NULL || !o->totals->payable.given)
		return 0;
	compare_taxes(r, o, &s, most);
	if (s.has_totals)
		compare_totals(r, &s.totals, o->totals, most);
	r->at = OU_STR_NONE;
	return 0;
}

#include "private.h"
#include "ou/base/ident.h"
#include "ou/model/calendar.h"
#include "ou/model/holidays.h"

/*
 * What must hold in a single row, beyond the kinds of its columns.  Each
 * check fills err.field with the column's name.
 */
int
ou_book_bad(struct ou_err *err, const char *column, struct ou_str s,
    const char *expected)
{
	(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK, "'%.*s' is not %s",
	    OU_STR_ARG(ou_str_sub(s, 0, 64)), expected);
	return ou_err_in(err, "%s", column);
}

int
ou_book_bad_number(struct ou_err *err, const char *column, const char *what)
{
	(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK, "%s", what);
	return ou_err_in(err, "%s", column);
}

int
ou_book_currency(struct ou_str s, const char *column, struct ou_err *err)
{
	if (s.p == NULL || ou_currency_places(s) >= 0)
		return 0;
	return ou_book_bad(err, column, s, "a currency of ISO 4217");
}

int
ou_book_country(struct ou_str s, const char *column, struct ou_err *err)
{
	if (s.p == NULL || ou_country_known(s))
		return 0;
	return ou_book_bad(err, column, s, "a country of ISO 3166-1");
}

static int
gtin(struct ou_str s, const char *column, struct ou_err *err)
{
	if (s.p == NULL || ou_gtin_valid(s))
		return 0;
	return ou_book_bad(err, column, s, "a GTIN with its check digit");
}

int
ou_book_not_negative(struct ou_quantity q, const char *column,
    struct ou_err *err)
{
	return q.v >= 0 ? 0 : ou_book_bad_number(err, column,
	    "a negative quantity");
}

int
ou_book_positive(struct ou_quantity q, const char *column,
    struct ou_err *err)
{
	return !q.given || q.v > 0 ? 0 : ou_book_bad_number(err, column,
	    "a quantity must be above zero");
}

int
ou_book_rate(struct ou_rate r, const char *column, struct ou_err *err)
{
	return r.v >= 0 && r.v <= 100 * INT64_C(1000000) ? 0 :
	    ou_book_bad_number(err, column,
	    "a rate from 0 to 100 is expected");
}

int
ou_book_integer(struct ou_integer v, const char *column, int64_t least,
    struct ou_err *err)
{
	if (!v.given || (v.v >= least && v.v <= 1000000000))
		return 0;
	return ou_book_bad_number(err, column, least > 0 ?
	    "a number from 1 to 1000000000 is expected" :
	    "a number from 0 to 1000000000 is expected");
}

int
ou_book_segment(struct ou_str s, struct ou_err *err)
{
	return s.p == NULL || ou_str_is(s, "b2b") || ou_str_is(s, "b2c") ? 0 :
	    ou_book_bad(err, "segment", s, "b2b or b2c");
}

int
ou_book_clock(struct ou_str s, const char *column, struct ou_err *err)
{
	if (s.p == NULL || ou_clock_minutes(s) >= 0)
		return 0;
	return ou_book_bad(err, column, s, "a time of day (hh:mm)");
}

int
ou_book_weekdays(struct ou_str s, const char *column, struct ou_err *err)
{
	return ou_weekdays_parse(s) >= 0 ? 0 : ou_book_bad(err, column, s,
	    "weekdays from 1 to 7 with blanks between");
}

int
ou_book_period(struct ou_date from, struct ou_date through, struct ou_err *err)
{
	char a[16], b[16];

	if (!ou_date_given(from) || !ou_date_given(through) ||
	    ou_date_cmp(from, through) <= 0)
		return 0;
	(void)ou_date_text(a, from);
	(void)ou_date_text(b, through);
	(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
	    "it ends on %.10s before it begins on %.10s", b, a);
	return ou_err_in(err, "validThrough");
}

int
ou_book_check_item(const void *row, struct ou_err *err)
{
	const struct ou_item *x = row;

	if (gtin(x->gtin, "gtin", err) != 0 ||
	    gtin(x->pack_gtin, "packGtin", err) != 0 ||
	    ou_book_not_negative(x->net_weight_kg, "netWeightKg", err) != 0 ||
	    ou_book_integer(x->length_mm, "lengthMm", 1, err) != 0 ||
	    ou_book_integer(x->width_mm, "widthMm", 1, err) != 0 ||
	    ou_book_integer(x->height_mm, "heightMm", 1, err) != 0 ||
	    ou_book_positive(x->pack_quantity, "packQuantity", err) != 0 ||
	    ou_book_not_negative(x->min_order_quantity, "minOrderQuantity",
	    err) != 0 ||
	    ou_book_positive(x->layer_quantity, "layerQuantity", err) != 0 ||
	    ou_book_positive(x->pallet_quantity, "palletQuantity", err) != 0 ||
	    ou_book_not_negative(x->max_stack_kg, "maxStackKg", err) != 0 ||
	    ou_book_integer(x->minimum_life_days, "minimumLifeDays", 0,
	    err) != 0 || ou_book_country(x->country_of_origin,
	    "countryOfOrigin", err) != 0 ||
	    ou_book_currency(x->currency, "currency", err) != 0)
		return -1;
	if (x->abc.n != 0 && (x->abc.n != 1 || x->abc.p[0] < 'A' ||
	    x->abc.p[0] > 'C'))
		return ou_book_bad(err, "abcClass", x->abc, "A, B or C");
	return x->cost.v >= 0 ? 0 : ou_book_bad_number(err, "cost",
	    "a negative cost");
}

int
ou_book_check_item_code(const void *row, struct ou_err *err)
{
	const struct ou_item_code *x = row;

	return ou_book_positive(x->factor, "factor", err);
}

int
ou_book_check_customer(const void *row, struct ou_err *err)
{
	const struct ou_customer *x = row;

	if (ou_book_segment(x->segment, err) != 0)
		return -1;
	if (x->gln.p != NULL && !ou_gln_valid(x->gln))
		return ou_book_bad(err, "gln", x->gln,
		    "a GLN with its check digit");
	if (x->siret.p != NULL && !ou_siret_valid(x->siret))
		return ou_book_bad(err, "siret", x->siret,
		    "a SIRET with its check digits");
	if (x->credit_limit.v < 0)
		return ou_book_bad_number(err, "creditLimit",
		    "a negative limit");
	if (ou_book_integer(x->priority, "priority", 0, err) != 0 ||
	    ou_book_integer(x->minimum_life_days, "minimumLifeDays", 0,
	    err) != 0)
		return -1;
	if (x->tax_category.p != NULL && (x->tax_category.n > 2 ||
	    ou_str_is(x->tax_category, "S")))
		return ou_book_bad(err, "taxCategory", x->tax_category,
		    "one of Z E AE K G O");
	if (ou_str_is(x->tax_category, "E") && x->tax_reason_code.p == NULL)
		return ou_book_bad_number(err, "taxReasonCode",
		    "category E needs the code of a reason");
	return ou_book_currency(x->currency, "currency", err);
}

int
ou_book_check_address(const void *row, struct ou_err *err)
{
	const struct ou_address_row *x = row;

	if (x->gln.p != NULL && !ou_gln_valid(x->gln))
		return ou_book_bad(err, "gln", x->gln,
		    "a GLN with its check digit");
	if (ou_book_clock(x->window_from, "windowFrom", err) != 0 ||
	    ou_book_clock(x->window_to, "windowTo", err) != 0 ||
	    ou_book_weekdays(x->working_days, "workingDays", err) != 0)
		return -1;
	return ou_book_country(x->country, "addressCountry", err);
}

int
ou_book_check_price(const void *row, struct ou_err *err)
{
	const struct ou_price_row *x = row;

	if (x->unit_price.v < 0)
		return ou_book_bad_number(err, "unitPrice", "a negative price");
	if (ou_book_not_negative(x->min_quantity, "minQuantity", err) != 0 ||
	    ou_book_positive(x->price_base, "priceBaseQuantity", err) != 0 ||
	    ou_book_currency(x->currency, "currency", err) != 0 ||
	    ou_book_positive(x->multiple, "orderMultiple", err) != 0 ||
	    ou_book_not_negative(x->least, "minOrderQuantity", err) != 0 ||
	    ou_book_integer(x->priority, "priority", 0, err) != 0)
		return -1;
	return ou_book_period(x->valid_from, x->valid_through, err);
}

int
ou_book_check_rate(const void *row, struct ou_err *err)
{
	const struct ou_exchange_rate *x = row;

	if (ou_book_currency(x->from, "from", err) != 0 ||
	    ou_book_currency(x->to, "to", err) != 0)
		return -1;
	if (ou_str_eq(x->from, x->to))
		return ou_book_bad(err, "to", x->to,
		    "another currency than from");
	return x->rate.v > 0 ? 0 : ou_book_bad_number(err, "rate",
	    "a rate above 0 is expected");
}

/* EN 16931: only S has a rate; E must say why. */
int
ou_book_check_tax(const void *row, struct ou_err *err)
{
	static const char *const categories[] = { "S", "Z", "E", "AE", "K",
	    "G", "O" };
	const struct ou_tax_row *x = row;
	size_t i;

	if (ou_book_country(x->country, "country", err) != 0)
		return -1;
	for (i = 0; i < sizeof(categories) / sizeof(categories[0]); i++) {
		if (ou_str_is(x->category, categories[i]))
			break;
	}
	if (i == sizeof(categories) / sizeof(categories[0]))
		return ou_book_bad(err, "category", x->category,
		    "one of S Z E AE K G O");
	if (ou_book_rate(x->percent, "percent", err) != 0)
		return -1;
	if (i == 0 && x->percent.v == 0)
		return ou_book_bad_number(err, "percent",
		    "category S has a rate above 0");
	if (i != 0 && x->percent.v != 0)
		return ou_book_bad_number(err, "percent",
		    "only category S has a rate above 0");
	if (ou_str_is(x->category, "E") && x->reason_code.p == NULL &&
	    x->reason.p == NULL)
		return ou_book_bad_number(err, "exemptionReasonCode",
		    "category E needs a reason or its code");
	return ou_book_period(x->valid_from, x->valid_through, err);
}

int
ou_book_check_stock(const void *row, struct ou_err *err)
{
	const struct ou_stock_row *x = row;

	if (x->status.p != NULL && !ou_str_is(x->status, "available") &&
	    !ou_str_is(x->status, "quarantine") &&
	    !ou_str_is(x->status, "damaged"))
		return ou_book_bad(err, "status", x->status,
		    "available, quarantine or damaged");
	if (ou_book_not_negative(x->reserved, "reserved", err) != 0)
		return -1;
	return ou_book_not_negative(x->safety, "safety", err);
}

int
ou_book_check_receipt(const void *row, struct ou_err *err)
{
	const struct ou_receipt *x = row;

	return ou_book_not_negative(x->quantity, "quantity", err);
}

int
ou_book_check_quota(const void *row, struct ou_err *err)
{
	const struct ou_quota *x = row;

	if (x->channel.n == 0 && x->segment.n == 0)
		return ou_book_bad_number(err, "channel", "a channel or a "
		    "segment that it is kept for is expected");
	if (ou_book_segment(x->segment, err) != 0)
		return -1;
	if (x->quantity.given == x->percent.given)
		return ou_book_bad_number(err, "quantity",
		    "a quantity or a percent is expected, and not both");
	if (ou_book_rate(x->percent, "percent", err) != 0)
		return -1;
	return ou_book_not_negative(x->quantity, "quantity", err);
}

/* A substitute is never itself replaced, so that two items may stand in for
 * each other; only an item for itself says nothing. */
int
ou_book_check_substitute(const void *row, struct ou_err *err)
{
	const struct ou_substitute *x = row;

	if (ou_str_eq(x->sku, x->substitute))
		return ou_book_bad(err, "substitute", x->substitute,
		    "another item than the one it stands in for");
	if (ou_book_integer(x->priority, "priority", 0, err) != 0)
		return -1;
	return ou_book_positive(x->factor, "factor", err);
}

int
ou_book_check_kit(const void *row, struct ou_err *err)
{
	const struct ou_kit *x = row;

	return ou_book_positive(x->quantity, "quantity", err);
}

int
ou_book_check_warehouse(const void *row, struct ou_err *err)
{
	const struct ou_warehouse *x = row;

	if (ou_book_country(x->country, "addressCountry", err) != 0 ||
	    ou_book_clock(x->cut_off, "cutOff", err) != 0 ||
	    ou_book_weekdays(x->working_days, "workingDays", err) != 0)
		return -1;
	if (x->holidays.p != NULL && ou_holiday_zone_find(x->holidays) < 0)
		return ou_book_bad(err, "holidays", x->holidays, "none or a "
		    "zone of French holidays (metropole, alsace-moselle, "
		    "guadeloupe, ...)");
	if (ou_book_not_negative(x->aisle_distance_m, "aisleDistanceM",
	    err) != 0)
		return -1;
	return ou_book_not_negative(x->aisle_length_m, "aisleLengthM", err);
}

int
ou_book_check_calendar_day(const void *row, struct ou_err *err)
{
	const struct ou_calendar_day *x = row;

	if (x->place.n > OU_CODE_MAX)
		return ou_book_bad(err, "place", x->place,
		    "a name of at most 256 bytes");
	return ou_book_clock(x->cut_off, "cutOff", err);
}

int
ou_book_check_bin(const void *row, struct ou_err *err)
{
	const struct ou_bin *x = row;

	if (ou_book_not_negative(x->distance_m, "distanceM", err) != 0)
		return -1;
	return ou_book_not_negative(x->capacity, "capacity", err);
}

int
ou_book_check_bin_stock(const void *row, struct ou_err *err)
{
	const struct ou_bin_stock *x = row;

	return ou_book_not_negative(x->quantity, "quantity", err);
}

int
ou_book_check_carrier(const void *row, struct ou_err *err)
{
	const struct ou_carrier *x = row;

	if (ou_book_positive(x->max_weight_kg, "maxWeightKg", err) != 0 ||
	    ou_book_integer(x->max_length_mm, "maxLengthMm", 1, err) != 0 ||
	    ou_book_integer(x->max_girth_mm, "maxGirthMm", 1, err) != 0 ||
	    ou_book_integer(x->transit_days, "transitDays", 0, err) != 0 ||
	    ou_book_positive(x->volumetric_divisor, "volumetricDivisor",
	    err) != 0 ||
	    ou_book_positive(x->weight_step_kg, "weightStepKg", err) != 0 ||
	    ou_book_integer(x->address_width, "addressWidth", 1, err) != 0 ||
	    ou_book_integer(x->minimum_age, "minimumAge", 1, err) != 0 ||
	    ou_book_clock(x->cut_off, "cutOff", err) != 0)
		return -1;
	return x->max_value.v >= 0 ? 0 : ou_book_bad_number(err, "maxValue",
	    "a negative amount");
}

int
ou_book_check_user(const void *row, struct ou_err *err)
{
	const struct ou_user *x = row;

	if (x->limit.v < 0)
		return ou_book_bad_number(err, "limit", "a negative limit");
	if (ou_str_eq(x->delegate, x->user))
		return ou_book_bad(err, "delegate", x->delegate,
		    "another user");
	if (ou_date_given(x->delegate_from) &&
	    ou_date_given(x->delegate_through) &&
	    ou_date_cmp(x->delegate_from, x->delegate_through) > 0)
		return ou_book_bad_number(err, "delegateThrough",
		    "it ends before it begins");
	return ou_book_period(x->valid_from, x->valid_through, err);
}

int
ou_book_check_channel_item(const void *row, struct ou_err *err)
{
	const struct ou_channel_item *x = row;

	if (ou_book_positive(x->factor, "factor", err) != 0 ||
	    ou_book_not_negative(x->buffer, "buffer", err) != 0)
		return -1;
	return ou_book_not_negative(x->most, "maxQuantity", err);
}

int
ou_book_check_justification(const void *row, struct ou_err *err)
{
	const struct ou_justification *x = row;

	if (x->limit.v < 0)
		return ou_book_bad_number(err, "limit", "a negative limit");
	return ou_book_currency(x->currency, "currency", err);
}

int
ou_book_check_decision(const void *row, struct ou_err *err)
{
	const struct ou_stock_decision *x = row;

	if (ou_str_is(x->decision, "approved") ||
	    ou_str_is(x->decision, "refused"))
		return 0;
	return ou_book_bad(err, "decision", x->decision, "approved or refused");
}

int
ou_book_check_denied_party(const void *row, struct ou_err *err)
{
	const struct ou_denied_party *x = row;

	if (x->name.n == 0 && x->country.n == 0)
		return ou_book_bad_number(err, "name",
		    "neither a name nor a country");
	return ou_book_country(x->country, "addressCountry", err);
}

int
ou_book_check_risk_row(const void *row, struct ou_err *err)
{
	const struct ou_risk_row *x = row;

	if (ou_book_not_negative(x->value, "value", err) != 0 ||
	    ou_book_segment(x->segment, err) != 0)
		return -1;
	return ou_book_integer(x->weight, "weight", 1, err) != 0 ? -1 :
	    ou_book_currency(x->currency, "currency", err);
}

#include <string.h>

#include "check.h"
#include "ou/base/ident.h"
#include "ou/book/approvals.h"
#include "ou/book/contract.h"
#include "ou/desk/price.h"
#include "ou/formats/maps.h"
#include "ou/io/file.h"
#include "ou/model/holidays.h"

/*
 * The whole book, without an order: each file by itself, then what files say
 * of each other.
 */
static const struct {
	const char *file, *column, *to, *key;
} references[] = {
	{ "item-codes", "sku", "items", "sku" },
	{ "customers", "list", "prices", "list" },
	{ "addresses", "customer", "customers", "id" },
	{ "prices", "sku", "items", "sku" },
	{ "prices", "customer", "customers", "id" },
	{ "prices", "contract", "contracts", "contract" },
	{ "contracts", "customer", "customers", "id" },
	{ "contract-items", "contract", "contracts", "contract" },
	{ "contract-items", "sku", "items", "sku" },
	{ "contract-days", "contract", "contracts", "contract" },
	{ "promotions", "sku", "items", "sku" },
	{ "promotions", "freeSku", "items", "sku" },
	{ "promotions", "customer", "customers", "id" },
	{ "promotion-items", "promotion", "promotions", "id" },
	{ "promotion-items", "sku", "items", "sku" },
	{ "surcharges", "sku", "items", "sku" },
	{ "surcharges", "customer", "customers", "id" },
	{ "surcharges", "taxClass", "tax", "taxClass" },
	{ "stock", "sku", "items", "sku" },
	{ "stock", "location", "warehouses", "location" },
	{ "receipts", "sku", "items", "sku" },
	{ "receipts", "location", "warehouses", "location" },
	{ "quotas", "sku", "items", "sku" },
	{ "substitutes", "sku", "items", "sku" },
	{ "substitutes", "substitute", "items", "sku" },
	{ "kits", "sku", "items", "sku" },
	{ "kits", "component", "items", "sku" },
	{ "bins", "location", "warehouses", "location" },
	{ "bin-stock", "bin", "bins", "bin" },
	{ "bin-stock", "sku", "items", "sku" },
	{ "users", "customer", "customers", "id" },
	{ "budgets", "customer", "customers", "id" },
	{ "invoices", "customer", "customers", "id" },
	{ "channel-items", "sku", "items", "sku" },
};

#define FILES_MAX 64

struct book {
	struct ou_run *run;
	struct ou_rows rows[FILES_MAX];
	bool good[FILES_MAX];
	bool settings;			/* these are good too */
	unsigned bad;			/* files with an error */
};

static void
tell(struct book *b)
{
	b->bad++;
	ou_run_message(b->run, OU_ERROR, &b->run->err);
	memset(&b->run->err, 0, sizeof(b->run->err));
}

static int
place_of(const char *name)
{
	const struct ou_book_file *f = ou_book_file_find(name);

	return (int)(f - ou_book_files);
}

static void
check_tables(struct book *b)
{
	const struct ou_book_file *f;
	int i;

	for (f = ou_book_files; f->name != NULL; f++) {
		i = (int)(f - ou_book_files);
		b->good[i] = ou_book_load(&b->run->arena, b->run->book,
		    f->name, NULL, &b->rows[i], &b->run->err) == 0;
		if (!b->good[i])
			tell(b);
	}
}

/* A table; NULL where it is wrong. */
static const struct ou_rows *
rows_of(const struct book *b, const char *file)
{
	const int at = place_of(file);

	return b->good[at] ? &b->rows[at] : NULL;
}

/* The index of a table by a column; NULL where it is wrong, or says
 * nothing. */
static struct ou_index *
index_of(struct book *b, const char *file, const char *column)
{
	const int at = place_of(file);
	const struct ou_table *t = b->rows[at].table;

	return !b->good[at] || b->rows[at].n == 0 ? NULL :
	    ou_index_new(&b->run->arena, &b->rows[at], t, ou_table_find(t,
	    column, strlen(column)));
}

static void
check_references(struct book *b)
{
	const struct ou_table *t;
	struct ou_index *to;
	size_t i;
	int from;

	for (i = 0; i < sizeof(references) / sizeof(*references); i++) {
		from = place_of(references[i].file);
		to = index_of(b, references[i].to, references[i].key);
		if (!b->good[from] || to == NULL)
			continue;
		t = b->rows[from].table;
		if (ou_book_references(&b->rows[from], ou_table_find(t,
		    references[i].column, strlen(references[i].column)), to,
		    &b->run->err) == 0)
			continue;
		b->good[from] = false;
		tell(b);
	}
}

/* Rows that an order could both be left with, tiers, classes of tax. */
static void
check_prices(struct book *b)
{
	static const char *const files[] = { "items", "item-codes",
	    "customers", "prices", "exchange-rates", "promotions",
	    "promotion-items", "surcharges", "tax" };
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (!b->good[place_of(files[i])])
			return;
	}
	if (b->settings && ou_price_check_book(b->run) != 0)
		tell(b);
}

/* What comes again, when, and where to. */
static void
check_contracts(struct book *b)
{
	struct ou_arena *a = &b->run->arena;
	const struct ou_rows *addresses;
	struct ou_contracts x;

	if (!b->good[place_of("contracts")] ||
	    !b->good[place_of("contract-items")] ||
	    !b->good[place_of("contract-days")])
		return;
	memset(&x, 0, sizeof(x));
	x.rows = b->rows[place_of("contracts")];
	x.items = b->rows[place_of("contract-items")];
	x.days = b->rows[place_of("contract-days")];
	addresses = rows_of(b, "addresses");
	if (ou_contracts_check(&x, a, &b->run->err) != 0 ||
	    (addresses != NULL && ou_contracts_places(&x, ou_index_new(a,
	    addresses, &ou_address_row_table, OU_FIELD(address_row,
	    customer)), &b->run->err) != 0))
		tell(b);
}

/* Who stands in is a user of the same customer, or nobody does. */
static void
check_delegates(struct book *b)
{
	const struct ou_rows *rows = rows_of(b, "users");
	const struct ou_index *users = index_of(b, "users", "user");
	const struct ou_user *u, *to;
	uint32_t i;

	for (i = 0; users != NULL && i < rows->n; i++) {
		u = ou_rows_at(rows, i);
		if (u->delegate.n == 0)
			continue;
		to = ou_index_find(users, u->delegate);
		while (to != NULL && !ou_str_eq(to->customer, u->customer))
			to = ou_index_next(users, to);
		if (to != NULL)
			continue;
		(void)ou_book_error(rows, i, "delegate", &b->run->err,
		    OU_DIAG_BOOK_REFERENCE, "'%.*s' is not among the users "
		    "of the same customer",
		    OU_STR_ARG(ou_str_sub(u->delegate, 0, 64)));
		b->good[place_of("users")] = false;
		tell(b);
		return;
	}
}

static void
check_budgets(struct book *b)
{
	const struct ou_rows *rows = rows_of(b, "budgets");

	if (rows != NULL && ou_book_budgets_apart(&b->run->arena, rows,
	    &b->run->err) != 0)
		tell(b);
}

/* What profiles name: each NULL where the book has none. */
struct named {
	const struct ou_index *customers;
	const struct ou_index *places, *places_of;	/* by customer */
};

/* A place of the partner's customer, or of any where it has none. */
static bool
is_place(const struct ou_index *places, const struct ou_partner *p,
    struct ou_str id)
{
	const struct ou_address_row *row = ou_index_find(places, id);

	while (row != NULL && p->customer.n > 0 &&
	    !ou_str_eq(row->customer, p->customer))
		row = ou_index_next(places, row);
	return row != NULL;
}

static int
check_profile(const struct ou_partner *p, const struct named *book,
    struct ou_err *err)
{
	const struct ou_pair *x = p->locations;
	uint32_t i;

	if (book->customers != NULL && p->customer.n > 0 &&
	    ou_index_find(book->customers, p->customer) == NULL) {
		(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK_REFERENCE,
		    "'%.*s' is not among the customers",
		    OU_STR_ARG(ou_str_sub(p->customer, 0, 64)));
		return ou_err_in(err, "customer");
	}
	/* No places of a customer are kept: orders name what they like. */
	if (book->places == NULL || (p->customer.n > 0 &&
	    ou_index_find(book->places_of, p->customer) == NULL))
		return 0;
	for (i = 0; i < p->n_locations; i++) {
		if (is_place(book->places, p, x[i].value))
			continue;
		(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK_REFERENCE,
		    "'%.*s' is not among the addresses%s",
		    OU_STR_ARG(ou_str_sub(x[i].value, 0, 64)),
		    p->customer.n > 0 ? " of its customer" : "");
		return ou_err_in(err, "codes.locations.%.*s",
		    OU_STR_ARG(x[i].key));
	}
	return 0;
}

/* Customers and places that profiles name. */
static void
check_profiles(struct book *b, const struct ou_partners *partners)
{
	const struct named book = { index_of(b, "customers", "id"),
	    index_of(b, "addresses", "id"),
	    index_of(b, "addresses", "customer") };
	const struct ou_partner *p;
	uint32_t i;

	for (i = 0; i < partners->n; i++) {
		p = &partners->list[i];
		if (check_profile(p, &book, &b->run->err) == 0)
			continue;
		(void)ou_err_at(&b->run->err, p->file, 0, 0);
		tell(b);
	}
}

/* One that is asked for the time only when an order comes. */
static bool
no_zone(struct book *b, struct ou_str zone)
{
	struct ou_err why = { .code = OU_DIAG_BOOK };

	return zone.n > 0 && ou_zone_load(&b->run->arena, zone, &why) == NULL;
}

/* What a policy says is wrong: where, and tell it. */
static void
tell_policy(struct book *b, enum ou_scope scope, const struct ou_policy *p)
{
	static const char *const scopes[OU_SCOPES] = { "channels", "portals",
	    "segments", NULL };
	struct ou_err *err = &b->run->err;

	if (scopes[scope] != NULL) {
		(void)ou_err_in(err, "%.*s", OU_STR_ARG(p->name));
		(void)ou_err_in(err, "%s", scopes[scope]);
	}
	(void)ou_err_at(err, ou_path_join(&b->run->arena, b->run->book,
	    "settings.json"), 0, 0);
	tell(b);
}

/* A zone of time; -1: there is none such. */
static int
check_policy_zone(struct book *b, const struct ou_policy *p)
{
	const struct ou_str zone = p->values[OU_SETTING_TIME_ZONE];

	if (!no_zone(b, zone))
		return 0;
	(void)ou_err_set(&b->run->err, OU_ERR_USAGE, OU_DIAG_BOOK,
	    "there is no time zone '%.*s'",
	    OU_STR_ARG(ou_str_sub(zone, 0, 64)));
	return ou_err_in(&b->run->err, "timeZone");
}

/* Is there a row of the carrier (absent: of any) with that service? */
static bool
is_carried(const struct ou_rows *carriers, struct ou_str carrier,
    struct ou_str service)
{
	const struct ou_carrier *row;
	uint32_t i;

	for (i = 0; i < carriers->n; i++) {
		row = ou_rows_at(carriers, i);
		if ((carrier.n == 0 || ou_str_eq(row->carrier, carrier)) &&
		    (service.n == 0 || ou_str_eq(row->service, service)))
			return true;
	}
	return false;
}

/* A list that no price has: whoever has it gets what others pay. */
static int
check_policy_list(struct book *b, const struct ou_index *lists,
    const struct ou_policy *p)
{
	const struct ou_str list = p->values[OU_SETTING_LIST];

	if (lists == NULL || list.n == 0 || ou_index_find(lists, list) != NULL)
		return 0;
	(void)ou_err_set(&b->run->err, OU_ERR_USAGE, OU_DIAG_BOOK_REFERENCE,
	    "'%.*s' is not in %s", OU_STR_ARG(ou_str_sub(list, 0, 64)),
	    rows_of(b, "prices")->file);
	return ou_err_in(&b->run->err, "list");
}

/* An order that goes with a carrier that is not there has no days on the
 * way.  Who collects needs no row. */
static int
check_policy_carrier(struct book *b, const struct ou_policy *p)
{
	const struct ou_rows *carriers = rows_of(b, "carriers");
	const struct ou_str carrier = p->values[OU_SETTING_CARRIER];
	const struct ou_str service = p->values[OU_SETTING_SERVICE];

	if (carriers == NULL || carriers->n == 0 ||
	    ou_str_is(carrier, "collect") ||
	    is_carried(carriers, carrier, service))
		return 0;
	(void)ou_err_set(&b->run->err, OU_ERR_USAGE, OU_DIAG_BOOK_REFERENCE,
	    "'%.*s%s%.*s' is not in %s", OU_STR_ARG(ou_str_sub(carrier, 0,
	    64)), carrier.n > 0 && service.n > 0 ? "/" : "",
	    OU_STR_ARG(ou_str_sub(service, 0, 64)), carriers->file);
	return ou_err_in(&b->run->err, carrier.n > 0 ? "carrier" : "service");
}

/* The same of what customers' routing guides name. */
static void
check_guides(struct book *b)
{
	const struct ou_rows *carriers = rows_of(b, "carriers");
	const struct ou_rows *rows = rows_of(b, "customers");
	struct ou_str guide, carrier, service;
	uint32_t i;

	for (i = 0; rows != NULL && carriers != NULL && carriers->n > 0 &&
	    i < rows->n; i++) {
		guide = ou_rows_text(rows, i, "routingGuide");
		ou_carrier_split(guide, &carrier, &service);
		if (guide.n == 0 || ou_str_is(carrier, "collect") ||
		    (carrier.n > 0 && is_carried(carriers, carrier, service)))
			continue;
		(void)ou_book_error(rows, i, "routingGuide", &b->run->err,
		    OU_DIAG_BOOK_REFERENCE, "'%.*s' is not in %s",
		    OU_STR_ARG(ou_str_sub(guide, 0, 64)), carriers->file);
		tell(b);
		return;
	}
}

/* What the shop, and its channels, portals and segments name. */
static void
check_policies(struct book *b, const struct ou_settings *s)
{
	const struct ou_index *lists = index_of(b, "prices", "list");
	const struct ou_policy *p;
	uint32_t i, k;

	for (i = 0; i < OU_SCOPES; i++) {
		for (k = 0; k < s->n[i]; k++) {
			p = &s->policies[i][k];
			if (check_policy_zone(b, p) == 0 &&
			    check_policy_list(b, lists, p) == 0 &&
			    check_policy_carrier(b, p) == 0)
				continue;
			tell_policy(b, (enum ou_scope)i, p);
			return;
		}
	}
}

static void
check_warehouse_zones(struct book *b)
{
	const struct ou_rows *rows = rows_of(b, "warehouses");
	struct ou_str zone;
	uint32_t i;

	for (i = 0; rows != NULL && i < rows->n; i++) {
		zone = ou_rows_text(rows, i, "timeZone");
		if (!no_zone(b, zone))
			continue;
		(void)ou_book_error(rows, i, "timeZone", &b->run->err,
		    OU_DIAG_BOOK, "there is no time zone '%.*s'",
		    OU_STR_ARG(ou_str_sub(zone, 0, 64)));
		tell(b);
		return;
	}
}

/* "metropole, alsace-moselle, ...": those that holidays are computed for. */
static struct ou_str
zone_names(struct ou_arena *a)
{
	struct ou_str s = ou_str_c(ou_holiday_zone_name(OU_HOLIDAYS_NONE + 1));
	int i;

	for (i = OU_HOLIDAYS_NONE + 2; i < OU_HOLIDAY_ZONES; i++)
		s = ou_str_printf(a, "%.*s, %s", OU_STR_ARG(s),
		    ou_holiday_zone_name((enum ou_holiday_zone)i));
	return s;
}

/* Days of a place that there is not would close nothing. */
static void
check_calendar_places(struct book *b)
{
	const struct ou_rows *rows = rows_of(b, "calendar");
	const struct ou_index *warehouses = index_of(b, "warehouses",
	    "location");
	const struct ou_calendar_day *d;
	uint32_t i;

	for (i = 0; rows != NULL && warehouses != NULL && i < rows->n; i++) {
		d = ou_rows_at(rows, i);
		if (ou_index_find(warehouses, d->place) != NULL ||
		    ou_country_known(d->place) ||
		    ou_holiday_zone_find(d->place) > OU_HOLIDAYS_NONE)
			continue;
		(void)ou_book_error(rows, i, "place", &b->run->err,
		    OU_DIAG_BOOK_REFERENCE, "'%.*s' is no warehouse, no "
		    "country of ISO 3166-1 and no zone (%.*s)",
		    OU_STR_ARG(ou_str_sub(d->place, 0, 64)),
		    OU_STR_ARG(zone_names(&b->run->arena)));
		tell(b);
		return;
	}
}

static void
check_documents(struct book *b)
{
	struct ou_arena *a = &b->run->arena;
	const char *dir = b->run->book;
	struct ou_approvals_file approvals;
	struct ou_check check = { .remember = 0 };
	struct ou_map_file *maps;
	uint32_t n;

	b->settings = ou_book_settings(a, dir, &check.settings,
	    &b->run->err) == 0;
	if (!b->settings || ou_check_severities_load(&check, b->run) != 0)
		tell(b);
	else
		check_policies(b, &check.settings);
	check_guides(b);
	check_warehouse_zones(b);
	check_calendar_places(b);
	if (ou_partners_load(a, dir, &check.partners, &b->run->err) != 0 ||
	    ou_check_profiles(&check.partners, b->run) != 0)
		tell(b);
	else
		check_profiles(b, &check.partners);
	if (b->good[place_of("risk")] && ou_check_risk_load(&check,
	    b->run) != 0)
		tell(b);
	if (ou_book_approvals(a, dir, rows_of(b, "users"), &approvals,
	    &b->run->err) != 0 || ou_book_approvals_refer(a, dir, &approvals,
	    rows_of(b, "customers"), rows_of(b, "items"),
	    &b->run->err) != 0 || ou_book_approvals_quorums(a, dir,
	    &approvals, rows_of(b, "users"), &b->run->err) != 0)
		tell(b);
	if (ou_map_load_all(a, dir, &maps, &n, &b->run->err) != 0)
		tell(b);
}

int
ou_check_book(struct ou_run *run)
{
	struct book b = { .run = run };

	if (!ou_file_is_folder(run->book))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "there is no book in %s", run->book);
	check_tables(&b);
	check_references(&b);
	check_delegates(&b);
	check_budgets(&b);
	check_documents(&b);
	check_prices(&b);
	check_contracts(&b);
	if (b.bad == 0)
		return 0;
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_BOOK,
	    "%u file%s of the book %s wrong", b.bad, b.bad == 1 ? "" : "s",
	    b.bad == 1 ? "is" : "are");
}

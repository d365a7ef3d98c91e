#include <string.h>

#include "approve.h"
#include "ou/io/file.h"

/* The book, and decisions. */

static void
load_users(struct ou_approve *x, struct ou_run *run)
{
	struct ou_approval_book book = { .rules = x->file.rules,
	    .n_rules = x->file.n_rules, .n_users = x->users.n,
	    .currency = x->currency, .rates = x->rates };
	const struct ou_user *u;
	uint32_t i;

	book.users = ou_arena_array(&run->arena, x->users.n,
	    sizeof(*book.users));
	for (i = 0; i < x->users.n; i++) {
		u = ou_rows_at(&x->users, i);
		book.users[i] = (struct ou_approver){ .customer = u->customer,
		    .user = u->user, .name = u->name, .email = u->email,
		    .roles = u->role, .cost_centers = u->cost_center,
		    .limit = u->limit, .delegate = u->delegate,
		    .delegate_from = u->delegate_from,
		    .delegate_through = u->delegate_through,
		    .valid_from = u->valid_from,
		    .valid_through = u->valid_through };
	}
	x->approvals = ou_approvals_new(&run->arena, &book);
}

static void
load_rates(struct ou_approve *x, struct ou_run *run)
{
	const struct ou_exchange_rate *r;
	uint32_t i;

	x->rates = ou_rates_new(&run->arena);
	for (i = 0; i < x->rates_rows.n; i++) {
		r = ou_rows_at(&x->rates_rows, i);
		ou_rates_add(x->rates, r->from, r->to, r->date, r->rate);
	}
	ou_rates_sort(x->rates);
}

/* --- decisions --- */

static void
add_decided(struct ou_approve *x, struct ou_run *run, struct ou_str order)
{
	if (x->n_decided == x->cap_decided) {
		x->cap_decided = x->cap_decided * 2 + 16;
		x->decided = ou_arena_extend(&run->arena, x->decided,
		    x->n_decided * sizeof(*x->decided),
		    x->cap_decided * sizeof(*x->decided));
	}
	x->decided[x->n_decided++] = order;
}

struct ou_approve_decision *
ou_approve_decision(struct ou_approve *x, struct ou_run *run,
    const struct ou_decision_row *row, const char *file, uint64_t line)
{
	struct ou_approve_decision *d = ou_arena_zalloc(&run->arena,
	    sizeof(*d));
	struct ou_approve_decisions *of;
	void **at = ou_names_at(&x->decisions, &run->arena, row->order);
	struct ou_err ignored;

	if (*at == NULL) {
		*at = of = ou_arena_zalloc(&run->arena, sizeof(*of));
		of->end = &of->first;
		add_decided(x, run, row->order);
	}
	of = *at;
	d->row = *row;
	d->file = file;
	d->line = line;
	if (x->zone != NULL && row->at.has_clock && !row->at.has_offset)
		(void)ou_zone_apply(x->zone, &d->row.at, &ignored);
	*of->end = d;
	of->end = &d->next;
	return d;
}

static int
load_decisions(struct ou_approve *x, struct ou_run *run)
{
	struct ou_rows *rows = &x->decision_rows;
	uint32_t i;

	if (ou_book_load(&run->arena, run->book, "order-decisions",
	    x->decisions_file, rows, &run->err) != 0)
		return -1;
	for (i = 0; i < rows->n; i++)
		(void)ou_approve_decision(x, run, ou_rows_at(rows, i),
		    rows->file, rows->lines[i]);
	return 0;
}

/* --- all of it --- */

static void
look_at_rules(struct ou_approve *x)
{
	const struct ou_approval_when *w;
	uint32_t i;

	for (i = 0; i < x->file.n_rules; i++) {
		w = &x->file.rules[i].when;
		if (w->first != OU_FLAG_ABSENT)
			x->asks_first = true;
		if (w->categories.n > 0 || w->items.n > 0)
			x->asks_items = true;
	}
}

static int
load_settings(struct ou_approve *x, struct ou_run *run)
{
	struct ou_settings settings;
	struct ou_str zone;

	if (ou_book_settings(&run->arena, run->book, &settings,
	    &run->err) != 0)
		return -1;
	x->currency = ou_setting_of_shop(&settings, OU_SETTING_CURRENCY);
	zone = ou_setting_of_shop(&settings, OU_SETTING_TIME_ZONE);
	if (zone.n > 0)
		x->zone = ou_zone_load(&run->arena, zone, &run->err);
	return zone.n > 0 && x->zone == NULL ? -1 : 0;
}

int
ou_approve_load(struct ou_approve *x, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	const char *book = run->book;
	struct ou_err *err = &run->err;

	if (load_settings(x, run) != 0 ||
	    ou_customers_load(&x->customers, a, book, err) != 0 ||
	    ou_items_load(&x->items, a, book, NULL, err) != 0 ||
	    ou_book_load(a, book, "users", NULL, &x->users, err) != 0 ||
	    ou_book_load(a, book, "budgets", NULL, &x->budgets, err) != 0 ||
	    ou_book_load(a, book, "invoices", NULL, &x->invoices, err) != 0 ||
	    ou_book_load(a, book, "exchange-rates", NULL, &x->rates_rows,
	    err) != 0 ||
	    ou_book_approvals(a, book, &x->users, &x->file, err) != 0 ||
	    ou_book_approvals_refer(a, book, &x->file, &x->customers.rows,
	    &x->items.rows, err) != 0 || ou_book_budgets_apart(a, &x->budgets,
	    err) != 0 || load_decisions(x, run) != 0)
		return -1;
	load_rates(x, run);
	load_users(x, run);
	look_at_rules(x);
	x->budgets_of = ou_index_new(a, &x->budgets, &ou_budget_table,
	    OU_FIELD(budget, customer));
	x->invoices_of = ou_index_new(a, &x->invoices,
	    &ou_invoice_row_table, OU_FIELD(invoice_row, customer));
	return 0;
}

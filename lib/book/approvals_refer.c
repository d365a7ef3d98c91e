#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "private.h"
#include "ou/book/approvals.h"
#include "ou/io/file.h"

/* Whom and what the rules speak of is in the book: a rule for a customer
 * that is not there would never ask anybody. */

struct kept {
	const struct ou_rows *rows;
	const char *column, *what;
	struct ou_index *index;		/* when it was asked for */
};

/* The first of the words that no row has; NULL: all are there, or nothing is
 * kept of them. */
static const struct ou_str *
missing(struct ou_arena *a, const struct ou_approval_words *words,
    struct kept *in)
{
	uint32_t i;

	if (words->n == 0 || in->rows == NULL || in->rows->n == 0)
		return NULL;
	if (in->index == NULL)
		in->index = ou_index_new(a, in->rows, in->rows->table,
		    ou_table_find(in->rows->table, in->column,
		    strlen(in->column)));
	for (i = 0; i < words->n; i++) {
		if (ou_index_find(in->index, words->list[i]) == NULL)
			return &words->list[i];
	}
	return NULL;
}

static int
check(struct ou_document *d, const char *member,
    const struct ou_approval_words *words, struct kept *in)
{
	const struct ou_str *word = missing(d->a, words, in);

	if (word == NULL)
		return 0;
	(void)ou_err_set(d->err, OU_ERR_USAGE, OU_DIAG_BOOK_REFERENCE,
	    "'%.*s' is not among %s", OU_STR_ARG(ou_str_sub(*word, 0, 64)),
	    in->what);
	return ou_err_in(d->err, "when.%s", member);
}

int
ou_book_approvals_refer(struct ou_arena *a, const char *dir,
    const struct ou_approvals_file *file, const struct ou_rows *customers,
    const struct ou_rows *items, struct ou_err *err)
{
	struct kept buyers = { customers, "id", "the customers", NULL };
	struct kept goods = { items, "sku", "the items", NULL };
	struct kept kinds = { items, "category",
	    "the categories of the items", NULL };
	struct ou_document d = { a, err };
	const struct ou_approval_when *w;
	uint32_t i;

	for (i = 0; i < file->n_rules; i++) {
		w = &file->rules[i].when;
		if (check(&d, "customers", &w->customers, &buyers) == 0 &&
		    check(&d, "items", &w->items, &goods) == 0 &&
		    check(&d, "categories", &w->categories, &kinds) == 0)
			continue;
		(void)ou_err_in(err, "rules.%u", i);
		return ou_document_wrong(ou_path_join(a, dir,
		    "approvals.json"), err);
	}
	return 0;
}

/* --- quorums --- */

static bool
is_word(const struct ou_approval_words *words, struct ou_str word)
{
	uint32_t i;

	for (i = 0; i < words->n; i++) {
		if (ou_str_eq(words->list[i], word))
			return true;
	}
	return false;
}

static bool
is_asked(const struct ou_approval_by *by, const struct ou_user *u)
{
	return by->role.n > 0 ? ou_book_has_word(u->role, by->role) :
	    is_word(&by->users, u->user);
}

static int
by_customer(const void *a, const void *b)
{
	return ou_str_cmp(*(const struct ou_str *)a,
	    *(const struct ou_str *)b);
}

/* The most people that a step may ask of one side: of us, or of a customer.
 * An account manager is one of ours, and one.  ${of} has room for the customer
 * of each user. */
static uint32_t
most_asked(struct ou_str *of, const struct ou_approval_demand *s,
    const struct ou_approval_words *customers, const struct ou_rows *users)
{
	const struct ou_user *u;
	uint32_t i, n = 0, same = 0, most = 0;

	for (i = 0; i < users->n; i++) {
		u = ou_rows_at(users, i);
		if ((u->customer.n > 0) == s->buyer &&
		    (!s->buyer || customers->n == 0 ||
		    is_word(customers, u->customer)) &&
		    (is_asked(&s->by, u) ||
		    (s->escalates && is_asked(&s->next, u))))
			of[n++] = u->customer;
	}
	if (n > 0)
		qsort(of, n, sizeof(*of), by_customer);
	for (i = 0; i < n; i++) {
		same = i > 0 && ou_str_eq(of[i], of[i - 1]) ? same + 1 : 1;
		most = same > most ? same : most;
	}
	return most + s->by.manager + (s->escalates && s->next.manager);
}

int
ou_book_approvals_quorums(struct ou_arena *a, const char *dir,
    const struct ou_approvals_file *file, const struct ou_rows *users,
    struct ou_err *err)
{
	const struct ou_approval_demand *s;
	const struct ou_approval_rule *r;
	struct ou_str *of;
	uint32_t i, k, most;

	if (users == NULL || users->n == 0)
		return 0;
	of = ou_arena_array(a, users->n, sizeof(*of));
	for (i = 0; i < file->n_rules; i++) {
		r = &file->rules[i];
		for (k = 0; k < r->n_steps; k++) {
			s = &r->steps[k];
			most = s->quorum < 2 ? s->quorum : most_asked(of, s,
			    &r->when.customers, users);
			if (most >= s->quorum)
				continue;
			(void)ou_err_set(err, OU_ERR_USAGE,
			    OU_DIAG_BOOK_REFERENCE, "%u must approve, and of "
			    "the users who are asked %s %u", s->quorum,
			    s->buyer ? "no customer has more than" :
			    "we have", most);
			(void)ou_err_in(err, "rules.%u.steps.%u.quorum", i, k);
			return ou_document_wrong(ou_path_join(a, dir,
			    "approvals.json"), err);
		}
	}
	return 0;
}

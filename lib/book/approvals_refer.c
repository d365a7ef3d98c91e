#include <string.h>

#include "document.h"
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

/*
 * manual NAME: the part of a man page that is printed from the tables in the
 * code.  NAME is a record type ("Order"), "book" for the files of the book,
 * "exchange" for the documents of the trade, "guides" for the messages that
 * are read and written as such, or "diagnostics" for the catalogue.
 * tests/tools/pages.sh puts it into the pages and holds them to it.
 */
#include <stdio.h>
#include <string.h>

#include "ou/base/diag.h"
#include "ou/book/book.h"
#include "ou/formats/guide.h"
#include "ou/model/quotation.h"
#include "ou/model/records.h"

static void
put_diagnostics(struct ou_buf *out)
{
	static const char *const severity[] = {
		[OU_NOTE] = "note",
		[OU_WARNING] = "warning",
		[OU_ERROR] = "error",
	};
	int d;

	ou_buf_puts(out, ".Bl -tag -width Ds -compact\n");
	for (d = OU_DIAG_NONE + 1; d < OU_DIAG_COUNT; d++) {
		ou_buf_printf(out, ".It Cm %s Pq %s\n%s\n",
		    ou_diag_name((enum ou_diag)d),
		    severity[ou_diag_severity((enum ou_diag)d)],
		    ou_diag_text((enum ou_diag)d));
	}
	ou_buf_puts(out, ".El\n");
}

static void
put_book(struct ou_buf *out)
{
	const struct ou_book_file *f;

	for (f = ou_book_files; f->name != NULL; f++) {
		ou_buf_printf(out, ".Ss %s\n%c%s.\n", f->name,
		    f->doc[0] >= 'a' ? f->doc[0] - 32 : f->doc[0],
		    f->doc + 1);
		if (f->key != NULL)
			ou_buf_printf(out, "The key is %s.\n", f->key);
		ou_table_manual(out, &f->table, 1, NULL, NULL);
	}
}

/* The documents that partners exchange, and what they are made of, once. */
static void
put_exchange(struct ou_buf *out)
{
	static const struct ou_table *const tables[] = {
		&ou_order_change_table, &ou_order_response_table,
		&ou_invoice_table, &ou_inventory_report_table,
		&ou_price_catalogue_table, &ou_sales_report_table,
		&ou_delivery_schedule_table, &ou_receipt_advice_table,
		&ou_return_record_table, &ou_transport_order_table,
		&ou_transport_response_table, &ou_transport_status_table,
		&ou_account_adjustment_table, &ou_remittance_table,
		&ou_application_advice_table, &ou_acknowledgement_table,
		&ou_pending_answer_table, &ou_exchange_decision_table,
	};

	ou_table_manual(out, tables, sizeof(tables) / sizeof(*tables),
	    &ou_order_table, "orderutils-order 5");
}

/* Is it "x12-810", and of this record? */
static bool
is_guide_of(struct ou_arena *a, const char *name, enum ou_edi_family family,
    const struct ou_record_type *record, struct ou_str *type)
{
	struct ou_guide_name guide = { .family = family };
	const struct ou_guide *g;
	struct ou_str head;

	*type = ou_str_c(name);
	(void)ou_str_split(type, '-', &head);
	if (!ou_str_is(head, family == OU_EDI_X12 ? "x12" : "edifact"))
		return false;
	guide.type = *type;
	guide.version = family == OU_EDI_X12 ? OU_STR("004010") :
	    OU_STR("D:96A:UN");
	g = ou_guide_find(a, &guide, OU_STR_NONE, NULL);
	return g != NULL && ou_guide_record(g) == record;
}

/* Which messages are which record. */
static void
put_guides(struct ou_buf *out)
{
	static const char *const families[] = { "X12", "EDIFACT" };
	struct ou_arena a = OU_ARENA_INIT;
	const struct ou_record_type *t;
	struct ou_str type;
	bool record, family;
	size_t i, f;

	ou_buf_puts(out, ".Bl -tag -width Ds -compact\n");
	for (t = ou_record_types; t->type != NULL; t++) {
		record = false;
		for (f = 0; f < 2; f++) {
			family = false;
			for (i = 0; ou_guide_names[i] != NULL; i++) {
				if (!is_guide_of(&a, ou_guide_names[i], f == 0
				    ? OU_EDI_X12 : OU_EDI_EDIFACT, t, &type))
					continue;
				if (!record)
					ou_buf_printf(out, ".It Cm %s\n",
					    t->type);
				ou_buf_puts(out, family ? ", " : record ?
				    ";\n" : "");
				if (!family)
					ou_buf_printf(out, "%s ", families[f]);
				ou_buf_adds(out, type);
				record = family = true;
			}
		}
		if (record)
			ou_buf_addc(out, '\n');
	}
	ou_buf_puts(out, ".El\n");
	ou_arena_release(&a);
}

/* What a quotation has and an order has not. */
static void
put_quote(struct ou_buf *out)
{
	struct ou_table own = ou_quotation_table;
	const struct ou_table *table = &own;

	own.fields += ou_fields_of_order;
	own.n_fields = (uint16_t)(own.n_fields - ou_fields_of_order);
	ou_table_manual(out, &table, 1, &ou_order_table, "orderutils-order 5");
}

int
main(int argc, char **argv)
{
	const struct ou_record_type *type;
	struct ou_buf out;

	if (argc != 2) {
		fprintf(stderr, "usage: manual NAME\n");
		return 2;
	}
	ou_buf_init(&out, 0);
	type = ou_record_type_find(ou_str_c(argv[1]));
	if (strcmp(argv[1], "diagnostics") == 0)
		put_diagnostics(&out);
	else if (strcmp(argv[1], "book") == 0)
		put_book(&out);
	else if (strcmp(argv[1], "exchange") == 0)
		put_exchange(&out);
	else if (strcmp(argv[1], "guides") == 0)
		put_guides(&out);
	else if (type != NULL && type->table == &ou_quotation_table)
		put_quote(&out);
	else if (type != NULL)
		ou_table_manual(&out, &type->table, 1,
		    type->table == &ou_order_table ? NULL : &ou_order_table,
		    "orderutils-order 5");
	else {
		fprintf(stderr, "manual: '%s' is not known\n", argv[1]);
		return 2;
	}
	fwrite(out.p, 1, out.n, stdout);
	ou_buf_release(&out);
	return fflush(stdout) == 0 ? 0 : 4;
}

/*
 * Feed an importer and look at what it hands out, as text: a line of JSON an
 * order or reject, and "finding CODE field: text" a finding.
 */
#ifndef OU_TESTS_UNIT_IMPORTED_H
#define OU_TESTS_UNIT_IMPORTED_H

#include "ou/formats/import.h"
#include "ou/record/record.h"
#include "unit.h"

static struct ou_buf imported;

UNIT_FN int
imported_order(void *arg, struct ou_order *o)
{
	(void)arg;
	ou_table_encode(&imported, &ou_order_table, o);
	ou_buf_addc(&imported, '\n');
	return 0;
}

UNIT_FN int
imported_record(void *arg, const struct ou_record_type *type,
    const void *record)
{
	(void)arg;
	ou_table_encode(&imported, type->table, record);
	ou_buf_addc(&imported, '\n');
	return 0;
}

UNIT_FN int
imported_reject(void *arg, struct ou_reject *r)
{
	(void)arg;
	ou_table_encode(&imported, &ou_reject_table, r);
	ou_buf_addc(&imported, '\n');
	return 0;
}

static void
imported_finding(void *arg, const struct ou_err *f)
{
	(void)arg;
	ou_buf_printf(&imported, "finding %s %s: %s\n",
	    ou_diag_name(f->code), f->field, f->text);
}

/* What comes of ${text}; ${im} has what the caller wants to be otherwise. */
UNIT_FN struct ou_str
import_with(struct ou_import *im, const struct ou_format *format,
    struct ou_str text)
{
	struct ou_source *src = ou_source_memory("test", text);
	struct ou_err err = { 0 };

	im->order = imported_order;
	im->reject = imported_reject;
	im->record = imported_record;
	im->finding = imported_finding;
	im->year = 2026;
	ou_buf_clear(&imported);
	if (format->run(im, src, &err) != 0)
		ou_buf_printf(&imported, "error %s: %s\n",
		    ou_diag_name(err.code), err.text);
	ou_buf_printf(&imported, "%d documents %d orders %d rejects\n",
	    (int)im->documents, (int)im->orders, (int)im->rejects);
	ou_source_close(src);
	ou_arena_release(&im->arena);
	return ou_buf_str(&imported);
}

/* Each of ${wants} (ends with NULL) stands in it; one that begins with !
 * does not. */
UNIT_FN void
check_import(struct ou_import *im, const struct ou_format *format,
    struct ou_str text, const char *const *wants)
{
	struct ou_str got = import_with(im, format, text);
	size_t i;

	for (i = 0; wants[i] != NULL; i++) {
		bool not = wants[i][0] == '!';

		if ((ou_str_search(got, ou_str_c(wants[i] + not)) < 0) == not)
			continue;
		unit_fail(__FILE__, __LINE__, "%s '%s' in: %.*s",
		    not ? "unwanted" : "no", wants[i] + not,
		    OU_STR_ARG(got));
	}
}

/* A document and what comes of it; ${wants} as above. */
struct import_case {
	const char *name;
	const char *text;
	const char *wants[8];
};

UNIT_FN void
check_imports(const struct ou_format *format, const struct import_case *all,
    size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct ou_import im = { .channel = NULL };

		ROW("%s", all[i].name);
		check_import(&im, format, ou_str_c(all[i].text),
		    all[i].wants);
	}
}

/* Cut anywhere it is a reject, never an order. */
UNIT_FN void
check_import_cut(const struct ou_format *format, struct ou_str text)
{
	static const char *const wants[] = {
		"0 orders 1 rejects", "error", NULL
	};
	size_t i;

	for (i = 1; i < text.n; i++) {
		struct ou_import im = { .channel = NULL };

		ROW("cut at %zu", i);
		check_import(&im, format, ou_str_sub(text, 0, i), wants);
	}
}

#endif

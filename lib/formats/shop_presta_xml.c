#include <stdio.h>

#include "shop_presta.h"
#include "xml_reader.h"

/*
 * The XML of PrestaShop's web service, cut at its records: each becomes the
 * JSON that the same service would have answered.  The parser is fed as the
 * file comes, so that no more than a record is kept; documents may stand one
 * behind the other.
 *
 *	prestashop / orders / order / field
 *	prestashop / order / associations / order_rows / order_row / field
 */
#define CHUNK 65536
#define DEPTH_MAX 32

struct presta_xml {
	const struct shop_json *form;
	struct presta_book *book;
	struct ou_import *im;
	struct ou_source *src;
	struct xml_reader xml;
	int record;			/* its depth; 0: in none */
	bool lists;			/* in associations */
	bool row_open, list_open;	/* something stands in them */
	char kind[64];			/* path of the record */
	uint64_t line0, line;		/* of the document, of the record */
	struct ou_buf json, text;
	bool texted;			/* the field's first text has ended */
	bool stopped;			/* by who takes the orders */
};

/* --- records --- */

static void
put_key(struct presta_xml *x, const char *name)
{
	if (x->json.n > 0 && x->json.p[x->json.n - 1] != '{')
		ou_buf_addc(&x->json, ',');
	ou_json_put_string(&x->json, ou_str_c(name));
	ou_buf_addc(&x->json, ':');
}

static void
begin_record(struct presta_xml *x, const char *name,
    const struct xml_attributes *a)
{
	int i;

	/* a list of one kind, or one by itself */
	if (x->xml.depth == 2)
		(void)snprintf(x->kind, sizeof(x->kind), "%.60s", name);
	else
		(void)snprintf(x->kind + strlen(x->kind), 3, "[]");
	x->record = x->xml.depth;
	x->line = x->line0 + ou_xml_line(&x->xml);
	ou_buf_clear(&x->json);
	x->json.overflow = false;
	ou_buf_addc(&x->json, '{');
	/* a list without the records themselves has their numbers */
	for (i = 0; i < a->n; i++) {
		if (ou_xml_prefix(a, i) != NULL ||
		    strcmp(ou_xml_name(a, i), "id") != 0)
			continue;
		put_key(x, "@id");
		ou_json_put_string(&x->json, ou_xml_value(a, i));
	}
}

static void
end_record(struct presta_xml *x)
{
	struct ou_err why = { 0 };

	ou_buf_addc(&x->json, '}');
	x->record = 0;
	if (x->json.overflow) {
		ou_err_set(&why, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "the record has more than %zu bytes",
		    ou_import_message_max(x->im));
		if (ou_shop_json_refuse(x->form, x->im, x->src, OU_STR_NONE,
		    x->line, &why) != 0)
			x->stopped = true;
	} else {
		/* the scanner may look a little behind the end */
		if (ou_buf_reserve(&x->json, 64) == NULL)
			ou_out_of_memory();
		memset(x->json.p + x->json.n, 0, 64);
		if (ou_shop_json_one(x->form, x->book, x->im, x->src, x->kind,
		    ou_buf_str(&x->json), x->line, x->xml.err) != 0)
			x->stopped = true;
	}
	if (x->stopped)
		ou_xml_stop(&x->xml);
	if (x->kind[strlen(x->kind) - 1] == ']')
		x->kind[strlen(x->kind) - 2] = '\0';
}

static bool
is_list(const char *name)
{
	static const char *const lists[] = {
		"orders", "addresses", "customers", "countries", "states",
		"currencies", "carriers", "order_states"
	};
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (strcmp(name, lists[i]) == 0)
			return true;
	}
	return false;
}

/* How deep in the record: 1 a field, 2 a list of associations, 3 a row of
 * it, 4 its field. */
static void
enter(struct presta_xml *x, const char *name)
{
	int in = x->xml.depth - x->record;

	ou_buf_clear(&x->text);
	x->text.overflow = false;
	if (in == 1)
		x->lists = strcmp(name, "associations") == 0;
	if (in == 1 || (in == 4 && x->lists))
		x->texted = false;
	if (in == 1 || (in == 2 && x->lists) || (in == 4 && x->lists))
		put_key(x, name);
	if (in == 1 && x->lists)
		ou_buf_addc(&x->json, '{');
	if (in == 2 && x->lists) {
		ou_buf_addc(&x->json, '[');
		x->list_open = false;
	}
	if (in == 3 && x->lists) {
		ou_buf_puts(&x->json, x->list_open ? ",{" : "{");
		x->list_open = true;
	}
}

static void
leave(struct presta_xml *x)
{
	int in = x->xml.depth - x->record;
	bool field = x->lists ? in == 4 : in == 1;

	if (in == 0) {
		end_record(x);
		return;
	}
	/* of a field in several languages the first is kept */
	if ((field || (!x->lists && in == 2) || (x->lists && in == 5)) &&
	    !x->texted && (field || ou_str_trim(ou_buf_str(&x->text)).n > 0)) {
		if (x->text.overflow)
			ou_xml_fail(&x->xml, OU_DIAG_LIMIT,
			    "a field is too long");
		ou_json_put_string(&x->json,
		    ou_str_trim(ou_buf_str(&x->text)));
		x->texted = true;
	}
	if (x->lists && in == 3)
		ou_buf_addc(&x->json, '}');
	if (x->lists && in == 2)
		ou_buf_addc(&x->json, ']');
	if (x->lists && in == 1)
		ou_buf_addc(&x->json, '}');
	ou_buf_clear(&x->text);
	x->text.overflow = false;
}

static void
on_open(void *arg, const char *name, const char *uri,
    const struct xml_attributes *attributes)
{
	struct presta_xml *x = arg;
	int depth = x->xml.depth;

	(void)uri;
	if (depth > DEPTH_MAX)
		ou_xml_fail(&x->xml, OU_DIAG_LIMIT,
		    "elements nested too deep");
	else if (depth == 1 && strcmp(name, "prestashop") != 0)
		ou_xml_fail(&x->xml, OU_DIAG_FORMAT,
		    "the root element is not prestashop");
	else if (depth == 2 && is_list(name))
		(void)snprintf(x->kind, sizeof(x->kind), "%.60s", name);
	else if (x->record == 0 && (depth == 2 || depth == 3))
		begin_record(x, name, attributes);
	else if (x->record != 0)
		enter(x, name);
}

static void
on_close(void *arg, const char *name)
{
	struct presta_xml *x = arg;

	(void)name;
	if (x->record != 0)
		leave(x);
}

static void
on_text(void *arg, struct ou_str text)
{
	struct presta_xml *x = arg;

	if (x->record != 0)
		ou_buf_adds(&x->text, text);
}

/* --- documents --- */

static void
end_document(struct presta_xml *x)
{
	if (x->xml.ctxt == NULL)
		return;
	if (ou_xml_end(&x->xml) != 0 && !x->stopped) {
		/* where a document is wrong nobody knows what follows */
		x->xml.err->kind = OU_ERR_DAMAGED;
		x->xml.err->column = 0;
		if (x->xml.err->line == 0)
			x->xml.err->line = ou_xml_line(&x->xml);
		x->xml.err->line += x->line0;
		ou_err_at(x->xml.err, ou_source_name(x->src), 0, 0);
	}
	x->line0 += ou_xml_line(&x->xml) - 1;
}

static void
feed(struct presta_xml *x, struct ou_str s)
{
	if (x->xml.ctxt == NULL) {
		/* between two documents */
		while (s.n > 0 && (*s.p == ' ' || (*s.p >= '\t' &&
		    *s.p <= '\r'))) {
			x->line0 += *s.p == '\n';
			s = ou_str_sub(s, 1, s.n);
		}
		if (s.n == 0)
			return;
		ou_xml_begin(&x->xml);
		x->record = 0;
	}
	(void)ou_xml_feed(&x->xml, s);
}

static void
run(struct presta_xml *x)
{
	static const char last[] = "</prestashop>";
	struct ou_str s;
	ptrdiff_t end;
	size_t n;
	bool first = true;

	while (!x->xml.failed) {
		s = ou_source_fill(x->src, CHUNK, x->xml.err);
		if (s.p == NULL) {
			x->xml.failed = x->stopped = true;
			break;
		}
		if (s.n == 0)
			break;
		n = s.n;
		if (first && ou_str_starts(s, "\xef\xbb\xbf")) {
			ou_source_skip(x->src, 3);
			first = false;
			continue;
		}
		first = false;
		end = ou_str_search(s, OU_STR(last));
		if (end >= 0)
			n = (size_t)end + sizeof(last) - 1;
		else if (n >= CHUNK)
			/* its name may be cut in two */
			n -= sizeof(last);
		while (end < 0 && n < s.n && n > 1 &&
		    (s.p[n] & 0xc0) == 0x80)
			n--;
		feed(x, ou_str_sub(s, 0, n));
		ou_source_skip(x->src, n);
		if (end >= 0)
			end_document(x);
	}
	end_document(x);
}

int
ou_presta_xml(const struct shop_json *form, struct presta_book *book,
    struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	static const struct xml_form events = { on_open, on_close, on_text };
	struct presta_xml x = { .form = form, .book = book, .im = im,
	    .src = src, .xml = { .form = &events, .err = err } };

	x.xml.arg = &x;
	ou_buf_init(&x.json, ou_import_message_max(im));
	ou_buf_init(&x.text, ou_import_field_max(im));
	run(&x);
	if (x.xml.failed && !x.stopped && x.record != 0)
		(void)ou_shop_json_refuse(form, im, src, ou_buf_str(&x.json),
		    x.line, err);
	ou_buf_release(&x.json);
	ou_buf_release(&x.text);
	return x.xml.failed ? -1 : 0;
}

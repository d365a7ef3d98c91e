#include <stdio.h>

#include "trade.h"
#include "xml_text.h"

/*
 * The way of an XML document of the trade from the source to an order or a
 * reject.
 */
struct document {
	struct ou_import *im;
	struct ou_source *src;
	struct ou_str raw;		/* as it came */
	enum ou_charset charset;
	struct trade_doc doc;
	struct trade_order u;
};

static struct ou_origin *
origin(struct document *d)
{
	struct ou_origin *o = ou_arena_zalloc(&d->im->arena, sizeof(*o));

	o->format = ou_str_c(d->u.form->origin);
	o->file = ou_str_c(ou_source_name(d->src));
	o->message = d->doc.id.text;
	o->line = (struct ou_integer){ 1, true };
	return o;
}

static int
refuse(struct document *d, const struct ou_err *err)
{
	struct ou_reject *r = ou_arena_zalloc(&d->im->arena, sizeof(*r));

	r->source = origin(d);
	r->number = d->doc.id.text;
	r->format = ou_str_c(d->u.form->name);
	r->charset = ou_str_c(ou_charset_name(d->charset));
	return ou_import_reject(d->im, r, d->raw, OU_STR_NONE, err);
}

/* The lines that could not be read are one reject beside the order. */
static int
refuse_lines(struct document *d)
{
	struct ou_err err = d->u.first_bad;
	struct ou_str quantities = ou_buf_str(&d->u.bad_quantities);

	(void)snprintf(err.text, sizeof(err.text),
	    "%.160s; %u of the order's lines cannot be read, quantities %.*s",
	    d->u.first_bad.text, d->u.bad_lines,
	    (int)(quantities.n < 150 ? quantities.n : 150), quantities.p);
	return refuse(d, &err);
}

static int
hand_out(struct document *d)
{
	struct trade_order *u = &d->u;
	const struct trade_form *form = d->u.form;
	struct ou_err err = { 0 };
	int rc;

	if (form->before != NULL && form->before(u, &err) != 0) {
		err.kind = OU_ERR_RECORD;
		return refuse(d, &err);
	}
	if (!trade_has(&d->doc.id)) {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_NO_ORDER_NUMBER,
		    "the document has no ID");
		return refuse(d, &err);
	}
	if (u->order->n_lines == 0 && (!form->lineless ||
	    d->im->record == NULL)) {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
		    "no line with item and quantity%s%s",
		    u->bad_lines > 0 ? ": " : "", u->bad_lines > 0 ?
		    u->first_bad.text : "");
		err.line = u->first_bad.line;
		return refuse(d, &err);
	}
	ou_trade_head_of(u);
	u->order->source = origin(d);
	ou_trade_check(u);
	if (form->after != NULL)
		form->after(u);
	rc = u->is_change && d->im->record != NULL ? ou_trade_change(u, &err) :
	    ou_trade_hand_out(u, &err);
	if (rc != 0)
		return rc > 0 ? refuse(d, &err) : -1;
	return u->bad_lines > 0 ? refuse_lines(d) : 0;
}

/* --- one document --- */

static int
one_line(void *arg, struct trade_line *line, struct ou_err *err)
{
	struct trade_order *u = arg;

	(void)err;
	if (u->form->line != NULL)
		u->form->line(u, line);
	ou_trade_line_of(u, line);
	return 0;
}

int
ou_trade_run(const struct trade_form *form, struct ou_import *im,
    struct ou_source *src, struct ou_err *err)
{
	struct document d = { .im = im, .src = src };
	struct ou_str text;
	struct ou_buf bytes;
	struct ou_err why = { 0 };
	int rc;

	ou_import_begin(im);
	ou_buf_init(&bytes, 0);
	ou_buf_init(&d.u.bad_quantities, 4096);
	d.u.form = form;
	d.u.im = im;
	d.u.doc = &d.doc;
	d.u.source = ou_source_name(src);
	d.u.order = ou_arena_zalloc(&im->arena, sizeof(*d.u.order));
	if (ou_xml_bytes(im, src, &bytes, &d.raw, &why) == 0 &&
	    ou_xml_text(im, d.raw, &d.charset, &text, &why) == 0 &&
	    ou_trade_read_text(im, &d.u.form, text, one_line, &d.u, &d.doc,
	    &why) == 0) {
		rc = hand_out(&d);
	} else {
		ou_err_at(&why, d.u.source, 0, 0);
		rc = refuse(&d, &why);
		if (rc == 0 && why.kind == OU_ERR_DAMAGED) {
			*err = why;
			rc = -1;
		}
	}
	ou_buf_release(&bytes);
	ou_buf_release(&d.u.bad_quantities);
	ou_arena_reset(&im->arena);
	return rc;
}

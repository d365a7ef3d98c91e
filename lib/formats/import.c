#include <stdio.h>
#include "ou/base/base64.h"
#include "ou/book/lookup.h"
#include "ou/book/partner.h"
#include "import_walk.h"

/*
 * Where all importers end: orders are completed, rejects made, findings
 * counted.
 */
static struct ou_str
without_colon(struct ou_arena *a, struct ou_str channel)
{
	char *p;
	size_t i;

	if (ou_str_find(channel, ':') < 0)
		return channel;
	channel = ou_str_dup(a, channel);
	p = (char *)channel.p;
	for (i = 0; i < channel.n; i++) {
		if (p[i] == ':')
			p[i] = '-';
	}
	return channel;
}

static void
finish_id(struct ou_import *im, struct ou_order *o)
{
	if (im->channel != NULL)
		o->channel = ou_str_c(im->channel);
	o->channel = without_colon(&im->arena, o->channel);
	if (o->references == NULL)
		o->references = ou_arena_zalloc(&im->arena,
		    sizeof(*o->references));
	if (o->references->document.n == 0)
		o->references->document = o->number;
	if (o->id.n == 0)
		o->id = ou_order_id(&im->arena, o->channel, o->number,
		    o->references->release);
}

static void
finish_currency(struct ou_import *im, const struct walk *w)
{
	struct ou_order *o = w->order;

	if (w->places >= 0 || (o->currency.n == 0 && !w->priced))
		return;
	ou_import_hold(im, o, OU_DIAG_HOLD_CURRENCY, o->currency.n == 0 ?
	    OU_STR("the order has prices and no currency") :
	    ou_str_printf(&im->arena, "'%.*s' is not a currency of ISO 4217",
	    OU_STR_ARG(o->currency)), OU_STR_NONE);
}

struct ou_str
ou_import_setting(const struct ou_import *im, enum ou_setting what,
    struct ou_str channel)
{
	return im->settings != NULL ? ou_setting_of_channel(im->settings,
	    what, channel) : OU_STR_NONE;
}

int
ou_import_year(const struct ou_import *im, int two_digits)
{
	if (im->partner != NULL && im->partner->year_from != 0)
		return ou_date_century(two_digits, im->partner->year_from);
	return ou_date_century(two_digits, (im->year > 0 ? im->year : 2000) -
	    50);
}

void
ou_import_begin(struct ou_import *im)
{
	im->documents++;
	im->refusal.kind = OU_ERR_NONE;
	im->refused = false;
	im->over_limit.kind = OU_ERR_NONE;
	im->doubt.kind = OU_ERR_NONE;
}

void
ou_import_finish(struct ou_import *im, struct ou_order *o)
{
	struct walk w = { .im = im, .order = o };

	/* no text is longer than all of its document, written as UTF-8 */
	w.texts = im->document_bytes == 0 ||
	    im->document_bytes > OU_TEXT_MAX / 4;

	if (o->type.p != NULL)
		return;
	o->type = OU_STR("Order");
	o->schema = OU_STR("order/1");
	finish_id(im, o);
	if (o->currency.n == 0 && im->settings != NULL)
		o->currency = ou_currency_of(im->settings, o->channel,
		    im->customers == NULL ? NULL :
		    ou_customers_find(im->customers, o->customer));
	w.places = o->currency.n > 0 ? ou_currency_places(o->currency) : -1;
	ou_walk_lines(im, &w);
	ou_walk_order(&w);
	finish_currency(im, &w);
	if (o->document_function.n == 0)
		o->document_function = OU_STR("original");
	ou_import_check(im, o);
}

bool
ou_import_refuses(const struct ou_import *im, struct ou_err *err)
{
	if (im->over_limit.kind != OU_ERR_NONE)
		*err = im->over_limit;
	else if ((im->strict || im->refused) &&
	    im->refusal.kind != OU_ERR_NONE)
		*err = im->refusal;
	else
		return false;
	return true;
}

int
ou_import_order(struct ou_import *im, struct ou_order *o)
{
	ou_import_finish(im, o);
	im->orders++;
	return im->order(im->arg, o);
}

/* --- rejects, findings, extra --- */

static void
reject_source(struct ou_arena *a, struct ou_reject *r,
    const struct ou_err *err)
{
	struct ou_origin *from;

	if (r->source == NULL)
		r->source = ou_arena_zalloc(a, sizeof(*r->source));
	from = r->source;
	if (from->file.n == 0 && err->source[0] != '\0')
		from->file = ou_str_dup(a, ou_str_c(err->source));
	if (!from->line.given && !from->segment.given && err->line != 0)
		from->line = (struct ou_integer){ (int64_t)err->line, true };
}

int
ou_import_reject(struct ou_import *im, struct ou_reject *r, struct ou_str raw,
    struct ou_str envelope, const struct ou_err *err)
{
	struct ou_arena *a = &im->arena;

	r->type = OU_STR("Reject");
	r->schema = OU_STR("reject/1");
	r->code = ou_str_c(ou_diag_name(err->code));
	r->reason = ou_err_readable(a, err->text);
	if (err->field[0] != '\0')
		r->field = ou_err_readable(a, err->field);
	r->by = OU_STR("order-import");
	if (im->channel != NULL)
		r->channel = ou_str_c(im->channel);
	r->channel = without_colon(a, r->channel);
	reject_source(a, r, err);
	ou_base64_unless_text(a, raw, &r->raw, &r->raw_base64);
	ou_base64_unless_text(a, envelope, &r->envelope,
	    &r->envelope_base64);
	im->rejects++;
	return im->reject(im->arg, r);
}

int
ou_import_reject_bytes(struct ou_arena *a, const struct ou_reject *r,
    struct ou_buf *out, struct ou_err *err)
{
	struct ou_str envelope = r->envelope, raw = r->raw;

	if (r->envelope_base64.n != 0 && ou_base64_decode(a, &envelope,
	    r->envelope_base64, err) != 0)
		return ou_err_in(err, "envelopeBase64");
	if (r->raw_base64.n != 0 && ou_base64_decode(a, &raw, r->raw_base64,
	    err) != 0)
		return ou_err_in(err, "rawBase64");
	if (raw.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a reject without its bytes cannot be read again");
	ou_buf_adds(out, envelope);
	ou_buf_adds(out, raw);
	/* A JSON line was kept without its end. */
	if (ou_str_is(r->format, "json"))
		ou_buf_addc(out, '\n');
	return 0;
}

bool
ou_import_refusing(const struct ou_import *im, enum ou_diag code)
{
	enum ou_partner_severity s = ou_partner_severity(im->partner, code);

	return s == OU_PARTNER_REJECT || (im->strict && s == OU_PARTNER_WARN);
}

void
ou_import_finding(struct ou_import *im, const struct ou_err *finding)
{
	enum ou_partner_severity s = ou_partner_severity(im->partner,
	    finding->code);
	bool rejects = s == OU_PARTNER_REJECT;

	im->severity = ou_diag_severity(finding->code);
	if (im->partner != NULL &&
	    im->partner->severity[finding->code] == OU_PARTNER_IGNORE)
		return;
	if (s != OU_PARTNER_IGNORE && im->severity == OU_NOTE)
		im->severity = OU_WARNING;
	im->findings++;
	if (rejects ? !im->refused : im->refusal.kind == OU_ERR_NONE &&
	    s != OU_PARTNER_IGNORE) {
		im->refusal = *finding;
		im->refusal.kind = OU_ERR_RECORD;
		im->refused = rejects;
	}
	if (im->finding != NULL)
		im->finding(im->arg, finding);
}

void
ou_import_doubt(struct ou_import *im, const struct ou_err *finding)
{
	if (im->doubt.kind == OU_ERR_NONE && (im->partner == NULL ||
	    im->partner->severity[finding->code] == OU_PARTNER_USUAL)) {
		im->doubt = *finding;
		im->doubt.kind = OU_ERR_RECORD;
	}
	ou_import_finding(im, finding);
}

void
ou_import_found(struct ou_import *im, enum ou_diag code, const char *source,
    uint64_t line, const char *field, const char *fmt, va_list ap)
{
	struct ou_err err = { .kind = OU_ERR_RECORD, .code = code };

	(void)vsnprintf(err.text, sizeof(err.text), fmt, ap);
	(void)snprintf(err.field, sizeof(err.field), "%s", field);
	ou_err_at(&err, source, line, 0);
	ou_import_finding(im, &err);
}

#include <stdlib.h>

#include "ou/formats/edi/envelope.h"
#include "ou/formats/interchange.h"
#include "po_run.h"

/*
 * Messages that wait for the trailer of their interchange, as bytes; and what
 * whoever keeps record of interchanges is told, and answers, before anything
 * of one goes out.
 */

static void *
more(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	while (*cap <= n)
		*cap = *cap == 0 ? 64 : *cap * 2;
	if ((p = realloc(p, *cap * size)) == NULL)
		ou_out_of_memory();
	return p;
}

void
ou_po_hold_back(struct po_run *r)
{
	const struct ou_edi_message *m = &r->edi.message;
	struct held *h;
	uint32_t i;

	r->held = more(r->held, r->n_held, &r->cap_held, sizeof(*r->held));
	h = &r->held[r->n_held++];
	*h = (struct held){ .at = r->bytes.n, .n = m->bytes.n,
	    .pieces = r->n_pieces, .n_pieces = m->n, .message = *m };
	ou_buf_adds(&r->bytes, m->bytes);
	for (i = 0; i < m->n; i++) {
		r->pieces = more(r->pieces, r->n_pieces, &r->cap_pieces,
		    sizeof(*r->pieces));
		r->pieces[r->n_pieces++] = m->pieces[i];
	}
	(void)ou_buf_reserve(&r->bytes, OU_EDI_PADDING);
	if (!r->edi.group.open)
		return;
	h->group = r->bytes.n;
	h->n_group = r->edi.group.bytes.n;
	ou_buf_adds(&r->bytes, ou_buf_str(&r->edi.group.bytes));
	(void)ou_buf_reserve(&r->bytes, OU_EDI_PADDING);
}

void
ou_po_wait_release(struct po_run *r)
{
	ou_buf_release(&r->bytes);
	ou_arena_release(&r->arena);
	free(r->pieces);
	free(r->held);
}

/* A message that waited, as it was. */
static const struct ou_edi_segment *
bring_back(struct po_run *r, size_t i, struct ou_edi_message *m)
{
	struct held *h = &r->held[i];

	*m = h->message;
	m->bytes = ou_str_make(r->bytes.p + h->at, h->n);
	m->pieces = r->pieces + h->pieces;
	if (h->n_group == 0)
		return NULL;
	ou_edi_header_split(&r->group, &r->edi.marks,
	    ou_str_make(r->bytes.p + h->group, h->n_group));
	return &r->group;
}

/* --- who keeps record --- */

static struct ou_str
kept(struct po_run *r, struct ou_str raw)
{
	return ou_str_dup(&r->arena, ou_po_header_text(&r->c, raw));
}

static struct ou_str
party(struct po_run *r, const struct ou_edi_party *p)
{
	return ou_interchange_party(&r->arena, r->edi.family,
	    kept(r, ou_str_trim(p->id)), kept(r, ou_str_trim(p->qualifier)));
}

/* The order's number and function stand in the first segments. */
static void
identify(struct po_run *r, const struct ou_edi_message *m,
    struct ou_import_message *to)
{
	struct po *c = &r->c;
	struct ou_str number = OU_STR_NONE, function = OU_STR_NONE;
	uint32_t i;

	for (i = 1; i < m->n && i < 8; i++) {
		(void)ou_edi_segment(c->marks, m, i, &c->seg);
		if (c->family->identify(c, &number, &function))
			break;
	}
	to->number = kept(r, ou_str_trim(number));
	to->function = kept(r, function);
}

static void
describe_message(struct po_run *r, size_t i, struct ou_import_message *to)
{
	const struct ou_edi_segment *group;
	struct ou_edi_message m;
	struct ou_edi_heading heading;

	group = bring_back(r, i, &m);
	ou_edi_heading(&r->edi.marks, &m, &r->c.seg, &heading);
	to->reference = kept(r, ou_str_trim(heading.reference));
	to->type = kept(r, ou_str_trim(heading.type));
	if (group != NULL)
		to->group = kept(r, ou_str_trim(ou_edi_element(group,
		    r->edi.family == OU_EDI_X12 ? 6 : 5)));
	ou_digest_of(&to->digest, &m.bytes, 1);
	if (ou_str_is(to->type, r->c.family->types[PO_ORDER]))
		identify(r, &m, to);
}

static void
describe(struct po_run *r, struct ou_import_interchange *x)
{
	struct ou_edi_interchange e;
	struct ou_str parts[2];
	size_t i;

	memset(x, 0, sizeof(*x));
	ou_edi_interchange(&r->edi, &e);
	x->sender = party(r, &e.sender);
	x->recipient = party(r, &e.recipient);
	x->reference = kept(r, ou_str_trim(e.reference));
	x->partner = r->c.im->partner;
	x->whole = e.stated.given;
	x->line = r->edi.interchange.seg.number;
	parts[0] = ou_buf_str(&r->edi.interchange.bytes);
	parts[1] = ou_buf_str(&r->bytes);
	ou_digest_of(&x->digest, parts, 2);
	x->n = (uint32_t)r->n_held;
	x->messages = ou_arena_array(&r->arena, x->n, sizeof(*x->messages));
	for (i = 0; i < r->n_held; i++)
		describe_message(r, i, &x->messages[i]);
	/* what was decoded on the way */
	ou_arena_reset(r->c.a);
}

/* 0, or -1: stop. */
static int
ask(struct po_run *r, struct ou_import_interchange *x)
{
	struct ou_import *im = r->c.im;
	struct ou_err err = { 0 };
	int answer;

	describe(r, x);
	ou_err_at(&err, ou_source_name(r->edi.src), x->line, 0);
	answer = im->received(im->arg, x, &err);
	if (answer < 0)
		r->failure = err;
	else if (answer > 0) {
		ou_err_at(&err, ou_source_name(r->edi.src), x->line, 0);
		r->envelope = err;
	}
	return answer < 0 ? -1 : 0;
}

/* --- */

int
ou_po_let_go(struct po_run *r)
{
	struct ou_import *im = r->c.im;
	struct ou_import_interchange x = { .messages = NULL };
	const struct ou_edi_segment *group;
	struct ou_edi_message m;
	size_t i;
	int result = 0;
	bool asked = im->received != NULL && !im->refeed &&
	    r->envelope.kind == OU_ERR_NONE && r->n_held > 0;

	r->c.marks = &r->edi.marks;
	if (asked)
		result = ask(r, &x);
	for (i = 0; i < r->n_held && result == 0; i++) {
		group = bring_back(r, i, &m);
		result = ou_po_take(r, &m, group, asked ? &x.messages[i] :
		    NULL);
	}
	if (asked && result == 0 && r->envelope.kind == OU_ERR_NONE)
		result = im->delivered(im->arg, &x, &r->failure);
	r->n_held = 0;
	r->n_pieces = 0;
	ou_buf_clear(&r->bytes);
	ou_arena_reset(&r->arena);
	return result;
}

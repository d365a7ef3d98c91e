#include <string.h>

#include "import.h"
#include "ou/formats/ack.h"

/* What is told of an interchange, while it is delivered. */
struct told {
	struct ou_received_message *of;
	struct ou_str number;
	struct ou_named_fault *list;
	uint32_t n;
};

struct ou_advising {
	struct ou_arena arena;		/* of the interchange */
	struct told *told;
	uint32_t n;
	struct ou_exchange_out out;
	struct ou_buf one;		/* bytes */
	struct ou_buf all;		/* since the last file */
};

/* An acknowledgement says these, or it is not for us. */
static bool
is_syntax(struct ou_str code)
{
	static const enum ou_diag codes[] = { OU_DIAG_TRUNCATED,
	    OU_DIAG_LIMIT, OU_DIAG_EDI_SYNTAX, OU_DIAG_EDI_TRAILER,
	    OU_DIAG_EDI_COUNT, OU_DIAG_EDI_REFERENCE, OU_DIAG_EDI_TYPE,
	    OU_DIAG_EDI_DUPLICATE };
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (ou_str_is(code, ou_diag_name(codes[i])))
			return true;
	}
	return false;
}

/* Messages come one after the other. */
static struct told *
told_of(struct ou_advising *a, struct ou_received_message *of)
{
	struct told *t;

	if (a->n != 0 && a->told[a->n - 1].of == of)
		return &a->told[a->n - 1];
	t = ou_import_append(&a->arena, &a->told, &a->n, sizeof(*t));
	t->of = of;
	return t;
}

/* Something that is wrong with the document of the message at hand. */
static void
add(struct ou_importing *x, const struct ou_origin *source,
    struct ou_str number, struct ou_str code, struct ou_str text)
{
	struct ou_advising *a = x->advising;
	struct ou_named_fault *f;
	struct told *t;

	if (a == NULL)
		a = x->advising = ou_arena_zalloc(&x->run->arena, sizeof(*a));
	t = told_of(a, x->intake.import.message->own);
	if (t->number.n == 0)
		t->number = ou_str_dup(&a->arena, number);
	f = ou_import_append(&a->arena, &t->list, &t->n, sizeof(*f));
	f->code = ou_str_dup(&a->arena, code);
	f->text = ou_str_dup(&a->arena, text);
	f->position.given = source->segment.given;
}

/* Whose profile wants to hear of what stands there, or NULL. */
static const struct ou_partner *
listener(const struct ou_importing *x, const struct ou_origin *source)
{
	const struct ou_partner *p;

	if (x->ack.file == NULL || x->receiving == NULL ||
	    x->intake.import.message == NULL || source == NULL ||
	    source->message.n == 0)
		return NULL;
	p = x->receiving->profile;
	return p != NULL && p->advice.form.n != 0 ? p : NULL;
}

void
ou_importing_advise(struct ou_importing *x, const struct ou_reject *r)
{
	if (listener(x, r->source) != NULL && !is_syntax(r->code))
		add(x, r->source, r->number, r->code, r->reason);
}

/* The lines that a hold speaks of were rejected, and told. */
void
ou_importing_advise_holds(struct ou_importing *x, const struct ou_order *o)
{
	const struct ou_partner *p = listener(x, o->source);
	const struct ou_hold *h;
	uint32_t i;

	for (i = 0; p != NULL && p->advice_holds && i < o->n_holds; i++) {
		h = &o->holds[i];
		if (!is_syntax(h->code) &&
		    !ou_str_is(h->code, ou_diag_name(OU_DIAG_LINE)))
			add(x, o->source, o->number, h->code, h->reason);
	}
}

bool
ou_importing_advises(const struct ou_importing *x)
{
	return x->advising != NULL && x->advising->n != 0;
}

/* --- a message --- */

/* What it is called in an 824. */
static struct ou_str
x12_code(struct ou_str code)
{
	static const struct {
		enum ou_diag code;
		const char *word;
	} words[] = {
		{ OU_DIAG_DUPLICATE, "duplicate" },
		{ OU_DIAG_NO_LINES, "missingData" },
		{ OU_DIAG_LINE, "incorrectData" },
		{ OU_DIAG_VALUE, "incorrectData" },
		{ OU_DIAG_HOLD_PRICE, "incorrectData" },
		{ OU_DIAG_HOLD_QUANTITY, "incorrectData" },
		{ OU_DIAG_HOLD_CURRENCY, "incorrectData" },
		{ OU_DIAG_HOLD_IDENTIFIER, "incorrectData" },
		{ OU_DIAG_HOLD_TOTALS, "outOfBalance" },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (ou_str_is(code, ou_diag_name(words[i].code)))
			return ou_str_c(words[i].word);
	}
	return OU_STR("other");
}

/* What is cut from a text for a piece of at most so many bytes: at a word, if
 * it has one. */
static struct ou_str
first_piece(struct ou_str s, size_t most)
{
	size_t n = ou_utf8_cut(s, most).n, at = n;

	while (n < s.n && at > 0 && s.p[at] != ' ')
		at--;
	return ou_str_sub(s, 0, at > 0 ? at : n);
}

/* How much of it goes into so many of them. */
static size_t
room(struct ou_str s, size_t most, unsigned pieces)
{
	struct ou_str rest = s, piece;

	while (pieces-- > 0 && rest.n > 0) {
		piece = first_piece(rest, most);
		rest = ou_str_trim(ou_str_sub(rest, piece.n, rest.n));
	}
	return rest.n > 0 ? (size_t)(rest.p - s.p) : s.n;
}

/* What it says and its code, in what a form has for it; whole, or cut at a
 * word. */
static struct ou_str
text_of(struct ou_arena *a, const struct ou_named_fault *f, size_t most,
    unsigned pieces, bool *whole)
{
	struct ou_str said = ou_str_trim(f->text), s;

	*whole = true;
	for (;;) {
		s = ou_str_printf(a, "%.*s (%.*s)", OU_STR_ARG(said),
		    OU_STR_ARG(f->code));
		if (said.n <= 1 || room(s, most, pieces) == s.n)
			return s;
		*whole = false;
		/* one word less, and never so many that it takes long */
		said = ou_str_trim(first_piece(said, said.n - 1 <
		    most * pieces ? said.n - 1 : most * pieces));
	}
}

#define NOTE_MAX 80			/* NTE02 */

/* Where an 824 has too little room for it, it is told whole behind. */
static void
add_notes(struct ou_arena *a, struct ou_advice *item, struct ou_str s)
{
	struct ou_str piece;
	struct ou_note *note;

	while (s.n > 0) {
		piece = first_piece(s, NOTE_MAX);
		note = ou_import_append(a, &item->notes, &item->n_notes,
		    sizeof(*note));
		note->text = ou_str_trim(piece);
		s = ou_str_trim(ou_str_sub(s, piece.n, s.n));
	}
}

static void
fill_faults(struct ou_arena *a, bool x12, const struct told *t,
    struct ou_advice *item)
{
	const struct ou_named_fault *f;
	struct ou_str again;
	bool whole;
	uint32_t i;

	item->faults = ou_arena_array(a, t->n, sizeof(*item->faults));
	item->n_faults = t->n;
	for (i = 0; i < t->n; i++) {
		f = &t->list[i];
		item->faults[i].code = x12 ? x12_code(f->code) :
		    ou_ack_advice_code(f->code);
		/* TED02; the five texts of FTX */
		item->faults[i].text = text_of(a, f, x12 ? 60 : 70,
		    x12 ? 1 : 5, &whole);
		if (x12 && !whole) {
			again = ou_str_printf(a, "%.*s (%.*s)",
			    OU_STR_ARG(ou_str_trim(f->text)),
			    OU_STR_ARG(f->code));
			add_notes(a, item, again);
		}
	}
}

static void
fill(struct ou_advising *a, const struct ou_exchanged *row, bool x12,
    bool rejected, const struct told *t, struct ou_application_advice *k)
{
	struct ou_advice *item = ou_arena_zalloc(&a->arena, sizeof(*item));

	k->type = OU_STR("ApplicationAdvice");
	k->schema = OU_STR("application-advice/1");
	k->function = OU_STR("original");
	k->kind = x12 ? OU_STR_NONE : OU_STR("error");
	k->number = ou_str_printf(&a->arena, "%.*s-%.*s%s%.*s",
	    OU_STR_ARG(row->reference), OU_STR_ARG(row->group),
	    row->group.n != 0 ? "-" : "", OU_STR_ARG(row->message));
	k->items = item;
	k->n_items = 1;
	item->verdict = rejected ? OU_STR("rejected") : x12 ?
	    OU_STR("acceptedWithError") : OU_STR_NONE;
	item->kind = x12 ? OU_STR("order") : OU_STR_NONE;
	item->number = t->number.n != 0 ? t->number : row->document.n != 0 ?
	    row->document : row->message;
	if (x12) {
		item->group_control = row->group;
		item->message_control = row->message;
		item->message_type = row->type;
	}
	fill_faults(&a->arena, x12, t, item);
}

static int
write_one(struct ou_importing *x, const struct ou_received *r,
    const struct ou_exchanged *row, bool rejected, const struct told *t,
    struct ou_err *err)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("ApplicationAdvice"));
	struct ou_advising *a = x->advising;
	struct ou_application_advice k = { 0 };
	bool x12 = ou_str_is(r->profile->advice.form, "824");

	k.date = x->run->now;
	fill(a, row, x12, rejected, t, &k);
	a->out = (struct ou_exchange_out){ .arena = &x->run->arena,
		.partner = r->profile, .type = r->profile->advice.form,
		.now = x->run->now, .to = &a->one,
		.number = ou_sent_number, .numbers = &x->ack.sent,
		.guides = a->out.guides };
	ou_buf_clear(&a->one);
	return ou_exchange_write(&a->out, &a->arena, type, &k, err) != 0 ||
	    ou_exchange_end(&a->out, err) != 0 ||
	    ou_sent_note(&x->ack.sent, r->profile,
	    a->out.interchange.family, ou_buf_str(&a->one), err) != 0 ? -1 : 0;
}

/* What was told before is told with the same bytes. */
static int
tell(struct ou_importing *x, const struct ou_received *r,
    const struct told *t, struct ou_err *err)
{
	struct ou_advising *a = x->advising;
	struct ou_received_message *m = t->of;

	if (m->row.answer.n == 0) {
		if (write_one(x, r, &m->row, m->rejected, t, err) != 0)
			return -1;
		m->row.answer = ou_buf_str(&a->one);
		m->row.answered = x->run->now;
		if (ou_store_exchange_change(x->store, &m->row, err) != 0)
			return -1;
	}
	ou_buf_adds(&a->all, m->row.answer);
	return 0;
}

int
ou_importing_advice(struct ou_importing *x, struct ou_received *r,
    struct ou_err *err)
{
	struct ou_advising *a = x->advising;
	uint32_t i;
	int bad = 0;

	if (a == NULL)
		return 0;
	for (i = 0; i < a->n && bad == 0; i++)
		bad = tell(x, r, &a->told[i], err);
	a->n = 0;
	a->told = NULL;
	ou_arena_reset(&a->arena);
	return bad;
}

struct ou_str
ou_importing_advices(struct ou_importing *x)
{
	struct ou_str all;

	if (x->advising == NULL)
		return OU_STR_NONE;
	all = ou_str_dup(&x->run->record_arena,
	    ou_buf_str(&x->advising->all));
	ou_buf_clear(&x->advising->all);
	return all;
}

void
ou_importing_advice_release(struct ou_importing *x)
{
	struct ou_advising *a = x->advising;

	if (a == NULL)
		return;
	ou_arena_release(&a->arena);
	ou_buf_release(&a->one);
	ou_buf_release(&a->all);
}

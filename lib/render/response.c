#include "ou/render/response.h"
#include "ou/render/text.h"

/* Everything that is said, in both languages. */
enum phrase {
	HEAD, HEAD_DATE, ACCEPTED_ALL, CHANGED_ALL, REJECTED_ALL,
	ACKNOWLEDGED_ALL, ORDERED, DUE, INSTEAD, GREETING, PHRASES
};

static const char *const phrases[2][PHRASES] = {
	{ "Your order ", " of ",
	  "We confirm it as you ordered it.",
	  "We confirm it with the differences that stand below.",
	  "We are sorry that we cannot deliver it.",
	  "It has reached us. What is not confirmed below will be answered "
	  "separately.",
	  " ordered", ", expected on ", ": we send ",
	  "With kind regards" },
	{ "Votre commande ", " du ",
	  "Nous la confirmons telle que vous l'avez passée.",
	  "Nous la confirmons avec les différences indiquées ci-dessous.",
	  "Nous regrettons de ne pas pouvoir la livrer.",
	  "Nous l'avons bien reçue. Une réponse suivra pour ce qui n'est pas "
	  "confirmé ci-dessous.",
	  " commandé(s)", ", prévu(s) le ", " : nous envoyons ",
	  "Cordialement" },
};

static const struct {
	const char *status;
	const char *says[2];
} answers[] = {
	{ "accepted", { "confirmed", "confirmé(s)" } },
	{ "dateChanged", { "confirmed later", "confirmé(s) plus tard" } },
	{ "backordered", { "to follow", "à suivre" } },
	{ "substituted", { "replaced", "remplacé(s)" } },
	{ "rejected", { "not available", "non disponible(s)" } },
	{ "held", { "not yet confirmed", "pas encore confirmé(s)" } },
};

static void
put_date(struct ou_buf *out, const char *before, struct ou_date d)
{
	char text[10];

	if (!ou_date_given(d))
		return;
	ou_buf_puts(out, before);
	ou_buf_add(out, text, ou_date_text(text, d));
}

static void
put_quantity(struct ou_buf *out, struct ou_quantity q, struct ou_str unit)
{
	char text[OU_DECIMAL_MAX];

	ou_buf_add(out, text, ou_quantity_text(text, q));
	/* pieces need no word */
	if (unit.n > 0 && !ou_str_is(unit, "C62")) {
		ou_buf_addc(out, ' ');
		ou_text_clean(out, unit, 0);
	}
}

static void
put_answer(struct ou_buf *out, const struct ou_line_answer *x, int language)
{
	const char *const *p = phrases[language];
	const char *says = NULL;
	size_t i;

	for (i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		if (ou_str_is(x->status, answers[i].status))
			says = answers[i].says[language];
	}
	ou_buf_puts(out, "      ");
	put_quantity(out, x->quantity, x->unit);
	ou_buf_addc(out, ' ');
	ou_text_clean(out, says != NULL ? ou_str_c(says) : x->status, 0);
	if (x->product != NULL) {
		ou_buf_puts(out, p[INSTEAD]);
		ou_text_clean(out, x->product->sku, 0);
	}
	put_date(out, p[DUE], ou_date_given(x->delivery_date) ?
	    x->delivery_date : x->ship_date);
	ou_buf_addc(out, '\n');
}

static void
put_line(struct ou_buf *out, const struct ou_response_line *l, int language)
{
	uint32_t i;

	ou_buf_puts(out, "  ");
	ou_text_clean(out, l->number, 0);
	if (l->product != NULL && l->product->sku.n > 0) {
		ou_buf_puts(out, "  ");
		ou_text_clean(out, l->product->sku, 0);
	}
	if (l->product != NULL && l->product->name.n > 0) {
		ou_buf_puts(out, "  ");
		ou_text_clean(out, l->product->name, 60);
	}
	ou_buf_puts(out, ", ");
	put_quantity(out, l->quantity, l->unit);
	ou_buf_puts(out, phrases[language][ORDERED]);
	ou_buf_addc(out, '\n');
	for (i = 0; i < l->n_answers; i++)
		put_answer(out, &l->answers[i], language);
}

void
ou_response_text(struct ou_buf *out, const struct ou_order_response *r,
    const struct ou_order *o)
{
	int language = o->customer != NULL &&
	    ou_str_starts(o->customer->locale, "fr");
	const char *const *p = phrases[language];
	uint32_t i;

	ou_buf_puts(out, p[HEAD]);
	ou_text_clean(out, r->order_number, 0);
	put_date(out, p[HEAD_DATE], r->order_date);
	ou_buf_puts(out, "\n\n");
	ou_buf_puts(out, ou_str_is(r->status, "accepted") ? p[ACCEPTED_ALL] :
	    ou_str_is(r->status, "changed") ? p[CHANGED_ALL] :
	    ou_str_is(r->status, "rejected") ? p[REJECTED_ALL] :
	    p[ACKNOWLEDGED_ALL]);
	ou_buf_puts(out, "\n\n");
	for (i = 0; i < r->n_lines; i++)
		put_line(out, &r->lines[i], language);
	ou_buf_addc(out, '\n');
	ou_buf_puts(out, p[GREETING]);
	ou_buf_addc(out, '\n');
	if (o->seller != NULL && o->seller->name.n > 0) {
		ou_text_clean(out, o->seller->name, 0);
		ou_buf_addc(out, '\n');
	}
}

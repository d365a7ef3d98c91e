#include "guide_reader.h"

/* What the message states of itself against what was read. */

static int64_t
segments(const struct guide_reader *r, struct ou_str tag)
{
	const struct ou_edi_message *m = r->message;
	int64_t n = 0;
	uint32_t i;

	for (i = 0; i < m->n; i++)
		n += m->pieces[i].n >= tag.n && memcmp(m->bytes.p +
		    m->pieces[i].at, tag.p, tag.n) == 0 &&
		    (m->pieces[i].n == tag.n || m->bytes.p[m->pieces[i].at +
		    tag.n] == r->marks->element);
	return n;
}

static void
compare(struct guide_reader *r, const struct guide_element *x)
{
	struct ou_quantity stated, have;
	struct ou_str raw, s, end;
	char text[OU_DECIMAL_MAX];

	if (!ou_guide_meets(r, &x->only) || ou_guide_text(r, x->element,
	    x->component, &raw) != 0 || raw.n == 0 || ou_guide_inward(r->a,
	    r->g, x, r->im, r->marks->decimal, raw, OU_STR_NONE, &s, &end,
	    NULL) != 0 || ou_quantity_parse(&stated, s, NULL) != 0)
		return;
	if (x->what == GUIDE_SEGMENTS)
		have = ou_quantity_of(segments(r, x->text));
	else if (ou_guide_total(x, r->record, &have) != 0)
		return;
	if (have.v != stated.v)
		ou_guide_doubt(r, OU_DIAG_EDI_TOTAL, x->element,
		    "%.*s %02u is %.*s, but there %s %.*s",
		    OU_STR_ARG(r->seg->e[0]), x->element, OU_STR_ARG(raw),
		    x->what == GUIDE_SUM ? "adds up" : "are",
		    (int)ou_quantity_text(text, have), text);
}

static bool
is_total(const struct guide_element *x)
{
	return x->what == GUIDE_COUNT || x->what == GUIDE_SUM ||
	    x->what == GUIDE_SEGMENTS;
}

/* Totals stand at the end of what they are of. */
void
ou_guide_compare_all(struct guide_reader *r)
{
	const struct guide_rule *rule;
	uint32_t i, k, e;
	const struct guide_rule *root = &r->g->root;

	for (i = 1; i + 1 < r->message->n; i++) {
		if (ou_edi_segment(r->marks, r->message, i, r->seg) != 0)
			return;
		for (k = ou_guide_first(root, r->seg->e[0]);
		    k < root->n_rules; k = root->next[k]) {
			rule = &root->rules[k];
			if (rule->loop || !ou_guide_fits(r, rule))
				continue;
			for (e = 0; e < rule->n_elements; e++) {
				if (is_total(&rule->elements[e]))
					compare(r, &rule->elements[e]);
			}
		}
	}
}

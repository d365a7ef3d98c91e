#include "guide_parser.h"

/* Which guide there is for a message, and what it says of itself. */

/* What a message is: ST01 with GS08, or S009. */
void
ou_guide_name_of(struct ou_guide_name *name, struct ou_arena *a,
    enum ou_edi_family family, const struct ou_edi_segment *head,
    const struct ou_edi_segment *group)
{
	struct ou_str v = OU_STR_NONE, part;
	unsigned c;

	*name = (struct ou_guide_name){ .family = family };
	if (family == OU_EDI_X12) {
		name->type = ou_str_trim(ou_edi_component(head, 1, 1));
		if (group != NULL)
			v = ou_str_trim(ou_edi_element(group, 8));
		name->version = v.n > 0 ? v : OU_STR("004010");
		return;
	}
	name->type = ou_str_trim(ou_edi_component(head, 2, 1));
	for (c = 2; c <= 5; c++) {
		part = ou_str_trim(ou_edi_component(head, 2, c));
		if (part.n == 0)
			break;
		v = c == 2 ? part : ou_str_printf(a, "%.*s:%.*s",
		    OU_STR_ARG(v), OU_STR_ARG(part));
	}
	name->version = v;
}

void
ou_guide_name(struct ou_guide_name *name, struct ou_arena *a,
    const struct ou_edi *edi)
{
	struct ou_edi_segment *head = ou_arena_alloc(a, sizeof(*head));

	*name = (struct ou_guide_name){ .family = edi->family };
	if (ou_edi_segment(&edi->marks, &edi->message, 0, head) == 0)
		ou_guide_name_of(name, a, edi->family, head,
		    edi->group.open ? &edi->group.seg : NULL);
}

static struct ou_str
source(const char *name)
{
	const struct guide_source *s;

	for (s = ou_guide_sources; s->name != NULL; s++) {
		if (strcmp(s->name, name) == 0)
			return ou_str_c(s->text);
	}
	return OU_STR_NONE;
}

static int
first_line(struct guide_parser *p)
{
	bool x12 = p->g->family == OU_EDI_X12;

	if (!ou_guide_next_line(p))
		return ou_guide_wrong(p, "there is no line");
	/* "also": it is not the first choice for its record */
	if (ou_str_is(p->words[p->n - 1], "also"))
		p->n--;
	if (p->n != (x12 ? 4 : 3) ||
	    !ou_str_is(p->words[0], x12 ? "x12" : "edifact"))
		return ou_guide_wrong(p, "the first line is not: %s", x12 ?
		    "x12 TYPE GROUP RECORD" : "edifact TYPE RECORD");
	p->g->group = x12 ? p->words[2] : OU_STR_NONE;
	p->g->record = ou_record_type_find(p->words[p->n - 1]);
	if (p->g->record == NULL)
		return ou_guide_wrong(p, "'%.*s' is no record",
		    OU_STR_ARG(p->words[p->n - 1]));
	p->g->root.loop = true;
	p->g->root.table = p->g->record->table;
	return 0;
}

const struct ou_guide *
ou_guide_find(struct ou_arena *a, const struct ou_guide_name *name,
    struct ou_str text, struct ou_err *err)
{
	const char *family = name->family == OU_EDI_X12 ? "x12" : "edifact";
	struct ou_guide *g = ou_arena_zalloc(a, sizeof(*g));
	struct guide_parser p = { .a = a, .g = g, .err = err };

	g->family = name->family;
	g->type = ou_str_dup(a, name->type);
	g->version = ou_str_dup(a, name->version);
	p.texts[0] = text.p != NULL ? text : source(ou_str_printf(a, "%s-%.*s",
	    family, OU_STR_ARG(name->type)).p);
	if (p.texts[0].p == NULL) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "there is no guide for %.*s", OU_STR_ARG(name->type));
		return NULL;
	}
	p.texts[1] = source(ou_str_printf(a, "%s-common", family).p);
	ou_guide_go_to(&p, 0);
	if (first_line(&p) != 0 ||
	    ou_guide_parse_rules(&p, &g->root, NULL, false) != 0)
		return NULL;
	ou_guide_ready(a, g);
	return g;
}

struct guide_kept {
	struct ou_guide_name name;
	const struct ou_partner *partner;
	const struct ou_guide *guide;
};

const struct ou_guide *
ou_guides_find(struct ou_guides *all, struct ou_arena *a,
    const struct ou_guide_name *name, const struct ou_partner *partner,
    struct ou_err *err)
{
	const struct ou_guide *g;
	struct guide_kept *k;
	uint32_t i;

	for (i = 0; i < all->n; i++) {
		k = &all->kept[i];
		if (k->name.family == name->family &&
		    k->partner == partner &&
		    ou_str_eq(k->name.type, name->type) &&
		    ou_str_eq(k->name.version, name->version))
			return k->guide;
	}
	g = ou_guide_find(a, name, OU_STR_NONE, err);
	if (g == NULL)
		return NULL;
	k = ou_import_append(a, &all->kept, &all->n, sizeof(*k));
	k->name = (struct ou_guide_name){ g->family, g->type, g->version };
	k->partner = partner;
	k->guide = ou_guide_for(a, g, partner);
	return k->guide;
}

const struct ou_record_type *
ou_guide_record(const struct ou_guide *g)
{
	return g->record;
}

struct ou_str
ou_guide_group(const struct ou_guide *g)
{
	return g->group;
}

struct ou_str
ou_guide_type(enum ou_edi_family family, struct ou_str record)
{
	const char *prefix = family == OU_EDI_X12 ? "x12 " : "edifact ";
	const struct guide_source *s;
	struct ou_str line, text, word, type;

	for (s = ou_guide_sources; s->name != NULL; s++) {
		text = ou_str_c(s->text);
		if (!ou_str_starts(text, prefix) ||
		    !ou_str_split(&text, '\n', &line))
			continue;
		(void)ou_guide_next_word(&line);
		type = ou_guide_next_word(&line);
		while ((word = ou_guide_next_word(&line)).n > 0) {
			if (ou_str_eq(word, record) &&
			    !ou_str_is(ou_guide_next_word(&line), "also"))
				return type;
		}
	}
	return OU_STR_NONE;
}

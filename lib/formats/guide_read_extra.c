#include "guide_reader.h"

/* What no line takes goes into "extra" of the innermost object that has
 * one. */
#define EXTRA_KEY_MAX 40

static bool
extra_of(struct guide_reader *r, char **object, const struct ou_field **field)
{
	uint32_t i = r->depth;
	int f;

	while (i-- > 0) {
		/* what is said of members goes to several, or to none */
		if (r->stack[i].rule->gives)
			continue;
		f = ou_table_find(r->stack[i].table, "extra", 5);
		if (f < 0)
			continue;
		*object = r->stack[i].object;
		*field = &r->stack[i].table->fields[f];
		if ((*field)->kind == OU_KIND_MAP)
			return true;
	}
	return false;
}

void
ou_guide_keep(struct guide_reader *r, struct ou_str key, struct ou_str value)
{
	const struct ou_field *f;
	struct ou_pair *pairs;
	char *object;

	if (!extra_of(r, &object, &f)) {
		r->im->extra_left_out++;
		return;
	}
	memcpy(&pairs, object + f->offset, sizeof(pairs));
	ou_import_extra(r->im, &pairs, (uint32_t *)(void *)(object +
	    f->count_offset), key, value);
	memcpy(object + f->offset, &pairs, sizeof(pairs));
}

/* Codes are letters and digits; nothing else gets into a key. */
static struct ou_str
as_key(struct guide_reader *r, struct ou_str s)
{
	char *to;
	size_t i;

	if (s.n > EXTRA_KEY_MAX)
		s.n = EXTRA_KEY_MAX;
	to = ou_arena_alloc(r->a, s.n + 1);
	for (i = 0; i < s.n; i++)
		to[i] = (s.p[i] >= '0' && s.p[i] <= '9') ||
		    (s.p[i] >= 'A' && s.p[i] <= 'Z') ? s.p[i] : '_';
	return ou_str_make(to, s.n);
}

/* What a code in front says the rest of the segment is of: "ZZ" in REF*ZZ*1,
 * ABS in RFF+ABS:1. */
static int
qualifier(struct guide_reader *r, struct ou_str *out)
{
	struct ou_str s;
	size_t i;

	*out = OU_STR_NONE;
	if (ou_guide_text(r, 1, 1, &s) != 0)
		return -1;
	for (i = 0; i < s.n; i++) {
		if (!(s.p[i] >= '0' && s.p[i] <= '9') &&
		    !(s.p[i] >= 'A' && s.p[i] <= 'Z'))
			return 0;
	}
	if (s.n <= 3 && (r->seg->n > 2 || ou_edi_components(r->seg, 1) > 1))
		*out = s;
	return 0;
}

struct ou_str
ou_guide_extra_key(struct guide_reader *r, struct ou_str code, unsigned e,
    unsigned c)
{
	struct ou_str tag = as_key(r, r->seg->e[0]), key;

	key = code.n > 0 ? ou_str_printf(r->a, "%.*s.%.*s.%02u",
	    OU_STR_ARG(tag), OU_STR_ARG(code), e) :
	    ou_str_printf(r->a, "%.*s.%02u", OU_STR_ARG(tag), e);
	return c > 1 ? ou_str_printf(r->a, "%.*s.%u", OU_STR_ARG(key), c) :
	    key;
}

void
ou_guide_keep_coded(struct guide_reader *r, struct ou_str code,
    struct ou_str value)
{
	ou_guide_keep(r, ou_str_printf(r->a, "%.*s.%.*s",
	    OU_STR_ARG(r->seg->e[0]), OU_STR_ARG(as_key(r, code))), value);
}

/* TAG[.qualifier].EE[.C]: what is left of the segment. */
int
ou_guide_keep_rest(struct guide_reader *r)
{
	struct ou_str code, s;
	unsigned e, c, n, kept = 0;

	if (r->edi != NULL)
		return 0;
	if (qualifier(r, &code) != 0)
		return -1;
	for (e = 1; e < r->seg->n; e++) {
		n = ou_edi_components(r->seg, e);
		for (c = 1; c <= n && c <= GUIDE_COMPONENTS_MAX; c++) {
			if (ou_guide_is_taken(r, e, c) ||
			    (e == 1 && c == 1 && code.n > 0))
				continue;
			if (ou_guide_text(r, e, c, &s) != 0)
				return -1;
			if (s.n == 0)
				continue;
			ou_guide_keep(r, ou_guide_extra_key(r, code, e, c), s);
			kept++;
		}
		if (n > GUIDE_COMPONENTS_MAX)
			r->im->extra_left_out += n - GUIDE_COMPONENTS_MAX;
	}
	/* a code that says nothing about anything says itself */
	if (kept == 0 && code.n > 0 && !ou_guide_is_taken(r, 1, 1))
		ou_guide_keep(r, ou_guide_extra_key(r, OU_STR_NONE, 1, 1),
		    code);
	return 0;
}

#include <stdarg.h>
#include <string.h>

#include "ou/base/utf8.h"
#include "ou/rules/check.h"

#define REASON_MAX 256

void
ou_remark(struct ou_remarks *r, enum ou_diag code, const char *name,
    const char *fmt, ...)
{
	struct ou_remark *x = ou_arena_zalloc(r->arena, sizeof(*x));
	va_list ap;

	va_start(ap, fmt);
	x->reason = ou_utf8_cut(ou_str_vprintf(r->arena, fmt, ap),
	    REASON_MAX);
	va_end(ap);
	x->code = code;
	if (r->line != NULL) {
		x->line = r->line->number;
		x->field = ou_str_printf(r->arena, "orderedItem.%u.%s",
		    r->number, name);
	} else
		x->field = ou_str_printf(r->arena, "%.*s%s",
		    OU_STR_ARG(r->at), name);
	if (r->last != NULL)
		r->last->next = x;
	else
		r->first = x;
	r->last = x;
}

void
ou_remarks_at_line(struct ou_remarks *r, const struct ou_order *o,
    uint32_t line)
{
	r->line = line == UINT32_MAX ? NULL : &o->lines[line];
	r->number = line;
	r->at = OU_STR_NONE;
}

/* --- fields that must be filled --- */

/* Is the field of that path filled in the object? */
static bool
is_filled(const struct ou_table *t, const void *object, struct ou_str path)
{
	const struct ou_field *f;
	struct ou_str name;
	int k;

	while (ou_str_split(&path, '.', &name)) {
		k = ou_table_find(t, name.p, name.n);
		if (k < 0 || ou_table_given(t, object, (uint64_t)1 << k) == 0)
			return false;
		f = &t->fields[k];
		if (path.n == 0)
			return true;
		if (f->kind != OU_KIND_OBJECT)
			return false;
		object = *(const void *const *)(const void *)
		    ((const char *)object + f->offset);
		t = f->table;
	}
	return false;
}

bool
ou_check_path(struct ou_str path)
{
	const struct ou_table *t = &ou_order_table;
	struct ou_str name;
	int k;

	while (t != NULL && ou_str_split(&path, '.', &name)) {
		k = ou_table_find(t, name.p, name.n);
		if (k < 0)
			return false;
		/* of lists only the lines are looked into */
		if (path.n > 0 && t->fields[k].kind == OU_KIND_LIST &&
		    t->fields[k].table != &ou_order_line_table)
			return false;
		t = path.n > 0 ? t->fields[k].table : NULL;
		if (path.n == 0)
			return true;
	}
	return false;
}

static void
check_field(struct ou_remarks *r, const struct ou_table *t,
    const void *object, struct ou_str path, const char *who)
{
	if (!is_filled(t, object, path))
		ou_remark(r, OU_DIAG_HOLD_RULE, ou_str_cdup(r->arena, path),
		    "%s asks for %.*s", who, OU_STR_ARG(path));
}

void
ou_check_fields(struct ou_remarks *r, const struct ou_order *o,
    const struct ou_str *paths, uint32_t n, const char *who)
{
	static const struct ou_str lines = { "orderedItem.", 12 };
	uint32_t i, k;

	for (i = 0; i < n; i++) {
		if (!ou_str_starts(paths[i], lines.p)) {
			ou_remarks_at_line(r, o, UINT32_MAX);
			check_field(r, &ou_order_table, o, paths[i], who);
			continue;
		}
		for (k = 0; k < o->n_lines; k++) {
			ou_remarks_at_line(r, o, k);
			check_field(r, &ou_order_line_table, &o->lines[k],
			    ou_str_sub(paths[i], lines.n, paths[i].n), who);
		}
	}
	ou_remarks_at_line(r, o, UINT32_MAX);
}

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "document.h"
#include "ou/io/file.h"

#define DOCUMENT_MAX ((size_t)16 << 20)

int
ou_document_fail(struct ou_document *d, const char *fmt, ...)
{
	char text[sizeof(d->err->text)];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return ou_err_set(d->err, OU_ERR_USAGE, OU_DIAG_BOOK, "%s", text);
}

static const char *
kind_of(const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "a text";
	case JSON_INTEGER:
	case JSON_REAL:
		return "a number";
	case JSON_TRUE:
	case JSON_FALSE:
		return "true or false";
	case JSON_NULL:
		break;
	}
	return "null";
}

int
ou_document_mistyped(struct ou_document *d, const json_t *v,
    const char *expected)
{
	return ou_document_fail(d, "%s is not %s", kind_of(v), expected);
}

int
ou_document_text(struct ou_document *d, struct ou_str *to, const json_t *v)
{
	if (!json_is_string(v))
		return ou_document_mistyped(d, v, "a text");
	if (json_string_length(v) == 0)
		return ou_document_fail(d, "a text must not be empty");
	*to = ou_str_dup(d->a, ou_str_make(json_string_value(v),
	    json_string_length(v)));
	return 0;
}

int
ou_document_pairs(struct ou_document *d, struct ou_pair **to, uint32_t *n,
    const json_t *v)
{
	const char *name;
	json_t *member;
	struct ou_pair *p;

	if (!json_is_object(v))
		return ou_document_mistyped(d, v, "an object");
	*to = p = ou_arena_array(d->a, json_object_size(v), sizeof(*p));
	json_object_foreach((json_t *)(uintptr_t)v, name, member) {
		p->key = ou_str_dup(d->a, ou_str_c(name));
		if (ou_document_text(d, &p->value, member) != 0)
			return ou_err_in(d->err, "%s", name);
		p++;
	}
	*n = (uint32_t)(p - *to);
	return 0;
}

static int
number(struct ou_document *d, uint32_t *to, const json_t *v, uint32_t most)
{
	json_int_t i = json_integer_value(v);

	if (!json_is_integer(v))
		return ou_document_mistyped(d, v, "a whole number");
	if (i < 1 || i > (json_int_t)most)
		return ou_document_fail(d, "a number from 1 to %u is expected",
		    most);
	*to = (uint32_t)i;
	return 0;
}

static int
member_of(struct ou_document *d, char *object, const json_t *v,
    const struct ou_document_member *m)
{
	char *to = object + m->offset;

	switch (m->kind) {
	case OU_DOCUMENT_TEXT:
		return ou_document_text(d, (void *)to, v);
	case OU_DOCUMENT_FLAG:
		if (!json_is_boolean(v))
			return ou_document_mistyped(d, v, "true or false");
		*(bool *)to = json_is_true(v);
		return 0;
	case OU_DOCUMENT_NUMBER:
		return number(d, (void *)to, v, m->most);
	case OU_DOCUMENT_PAIRS:
		return ou_document_pairs(d, (void *)to,
		    (void *)(object + m->count), v);
	case OU_DOCUMENT_OBJECT:
		return ou_document_object(d, to, v, m->members);
	case OU_DOCUMENT_OWN:
		break;
	}
	return m->read(d, to, v);
}

int
ou_document_object(struct ou_document *d, void *to, const json_t *v,
    const struct ou_document_member *members)
{
	const struct ou_document_member *m;
	const char *name;
	json_t *member;

	if (!json_is_object(v))
		return ou_document_mistyped(d, v, "an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member) {
		for (m = members; m->name != NULL; m++) {
			if (strcmp(m->name, name) == 0)
				break;
		}
		if (m->name == NULL ? ou_document_fail(d, "there is no such "
		    "setting") != 0 : member_of(d, to, member, m) != 0)
			return ou_err_in(d->err, "%s", name);
	}
	return 0;
}

int
ou_document_wrong(const char *path, struct ou_err *err)
{
	if (err != NULL) {
		err->kind = OU_ERR_USAGE;
		err->code = OU_DIAG_BOOK;
	}
	return ou_err_at(err, path, 0, 0);
}

json_t *
ou_document_load(const char *path, struct ou_err *err)
{
	struct ou_arena scratch = OU_ARENA_INIT;
	struct ou_str bytes;
	json_error_t where;
	json_t *root;

	if (ou_file_load(&scratch, path, DOCUMENT_MAX, &bytes, err) != 0) {
		ou_arena_release(&scratch);
		return NULL;
	}
	root = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, &where);
	ou_arena_release(&scratch);
	if (root != NULL)
		return root;
	(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK, "%s", where.text);
	(void)ou_err_at(err, path, where.line > 0 ? (uint64_t)where.line : 0,
	    where.column > 0 ? (uint64_t)where.column : 0);
	return NULL;
}

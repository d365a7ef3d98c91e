#include "exchange_guide.h"
#include "paper_parts.h"
#include "xml_text.h"

/*
 * A source with one document, and what every record has: where it came from,
 * whose it is, and the key.
 */

static void
put(const struct ou_table *t, void *record, const char *name,
    const void *value, size_t size)
{
	int f = ou_table_find(t, name, strlen(name));

	if (f >= 0)
		memcpy((char *)record + t->fields[f].offset, value, size);
}

static void
put_text(const struct ou_table *t, void *record, const char *name,
    struct ou_str text)
{
	put(t, record, name, &text, sizeof(text));
}

/* "ubl-0088-5790000435968", by the party whose document it is. */
static struct ou_str
channel_of(struct ou_arena *a, const struct paper_form *form,
    const struct ou_table *t, const void *record)
{
	int f = ou_table_find(t, "parties", 7);
	const struct ou_party *p = NULL;
	struct ou_str id = OU_STR_NONE, channel;
	uint32_t i, n = 0;
	char *to;

	if (f >= 0) {
		memcpy(&p, (const char *)record + t->fields[f].offset,
		    sizeof(p));
		memcpy(&n, (const char *)record + t->fields[f].count_offset,
		    sizeof(n));
	}
	for (i = 0; i < n && id.n == 0; i++) {
		if (ou_str_is(p[i].role, form->sender))
			id = p[i].gln.n > 0 ? p[i].gln : p[i].id;
	}
	if (id.n == 0)
		return ou_str_c(form->family->channel);
	channel = ou_str_printf(a, "%s-%.*s", form->family->channel,
	    OU_STR_ARG(id));
	to = (char *)(uintptr_t)channel.p;
	for (i = 0; i < channel.n; i++)
		to[i] = to[i] == ':' ? '-' : to[i];
	return channel;
}

static int
put_head(struct ou_import *im, const struct paper_form *form,
    const struct ou_table *t, void *record, const char *file,
    struct ou_err *err)
{
	struct ou_origin *from = ou_arena_zalloc(&im->arena, sizeof(*from));
	struct ou_str number = ou_table_text(t, record, "number"), channel;

	if (number.n == 0)
		number = ou_table_text(t, record, "shipmentNumber");
	if (number.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "the document has no ID");
	channel = im->channel != NULL ? ou_str_c(im->channel) :
	    channel_of(&im->arena, form, t, record);
	put_text(t, record, "channel", channel);
	put_text(t, record, "id", ou_str_printf(&im->arena, "%.*s:%.*s",
	    OU_STR_ARG(channel), OU_STR_ARG(number)));
	from->format = ou_str_c(form->name);
	from->file = ou_str_c(file);
	from->message = number;
	put(t, record, "source", &from, sizeof(from));
	return 0;
}

enum ou_paper_answer
ou_paper_read(struct ou_import *im, struct ou_source *src, const char *types,
    struct ou_buf *bytes, struct ou_str *raw,
    const struct ou_record_type **type, void **record, struct ou_err *err)
{
	const struct paper_form *form;
	enum ou_charset charset;
	enum ou_paper_answer answer = OU_PAPER_REFUSED;
	struct ou_str text;

	if (ou_xml_bytes(im, src, bytes, raw, err) == 0 &&
	    ou_xml_text(im, *raw, &charset, &text, err) == 0)
		answer = ou_paper_take(im, ou_source_name(src), text, types,
		    &form, type, record, err);
	else if (err->kind != OU_ERR_RECORD)
		answer = OU_PAPER_DAMAGED;
	if (answer == OU_PAPER_READ) {
		ou_exchange_places((*type)->table, *record);
		if (put_head(im, form, (*type)->table, *record,
		    ou_source_name(src), err) != 0)
			answer = OU_PAPER_REFUSED;
	}
	if (answer == OU_PAPER_REFUSED || answer == OU_PAPER_DAMAGED)
		ou_err_at(err, ou_source_name(src), 0, 0);
	return answer;
}

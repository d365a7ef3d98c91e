#include "xlsx.h"

/* An entry of the archive, read as XML while it is unpacked. */
struct part_reader {
	const struct xlsx_part *part;
	void *arg;
	struct xml_reader xml;
	bool refused;			/* by the part: err is its own */
};

static void
stop(struct part_reader *r)
{
	r->refused = true;
	ou_xml_stop(&r->xml);
}

static void
on_open(void *arg, const char *name, const char *uri,
    const struct xml_attributes *attributes)
{
	struct part_reader *r = arg;

	(void)uri;
	if (r->part->open(r->arg, ou_str_c(name), attributes, r->xml.err) != 0)
		stop(r);
}

static void
on_close(void *arg, const char *name)
{
	struct part_reader *r = arg;

	if (r->part->close != NULL && r->part->close(r->arg, ou_str_c(name),
	    r->xml.err) != 0)
		stop(r);
}

static void
on_text(void *arg, struct ou_str text)
{
	struct part_reader *r = arg;

	if (r->part->text != NULL &&
	    r->part->text(r->arg, text, r->xml.err) != 0)
		stop(r);
}

static int
take(void *arg, const char *p, size_t n, struct ou_err *err)
{
	struct part_reader *r = arg;

	(void)err;
	return ou_xml_feed(&r->xml, ou_str_make(p, n));
}

int
ou_xlsx_part(struct zip *z, const struct zip_entry *e,
    const struct xlsx_part *part, void *arg, struct ou_err *err)
{
	static const struct xml_form events = { on_open, on_close, on_text };
	struct ou_err why = { 0 };
	struct part_reader r = { .part = part, .arg = arg,
	    .xml = { .form = &events, .err = &why } };
	bool read;

	r.xml.arg = &r;
	ou_xml_begin(&r.xml);
	read = ou_zip_read(z, e, take, &r, err) == 0;
	if (!read && !r.xml.failed) {
		/* the archive's own complaint stands in err */
		r.xml.failed = true;
		(void)ou_xml_end(&r.xml);
		return -1;
	}
	if (ou_xml_end(&r.xml) == 0)
		return 0;
	if (!r.refused)
		return ou_xlsx_damaged(err, why.text);
	*err = why;
	return -1;
}

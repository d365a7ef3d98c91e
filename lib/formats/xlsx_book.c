#include <stdlib.h>

#include "ou/base/utf8.h"
#include "xlsx.h"

/*
 * The archive's own list of relations names the workbook, the workbook its
 * sheets, and its relations where they are, with the formats of cells and the
 * texts that they share.
 */
#define SHEETS_MAX 1000
#define STYLES_MAX 65536
#define FORMATS_MAX 4096

struct relation {
	struct ou_str id, type, target;
};

struct sheet {
	struct ou_str name, id;
	bool hidden;
};

struct format {
	uint64_t id;
	struct xlsx_style style;
};

struct loading {
	struct xlsx_book *b;
	struct relation *relations;
	uint32_t n_relations, cap_relations;
	struct sheet *sheets;
	uint32_t n_sheets, cap_sheets;
	struct format *formats;
	uint32_t n_formats, cap_formats;
	uint32_t cap_styles;
	bool in_cells;			/* cellXfs */
	bool in_text, in_phonetic;
	struct ou_buf item;		/* a shared text */
};

static void *
grow(struct ou_arena *a, void *list, uint32_t n, uint32_t *cap, size_t size)
{
	void *p;
	uint32_t more;

	if (n < *cap)
		return list;
	more = *cap != 0 ? *cap * 2 : 16;
	p = ou_arena_array(a, more, size);
	if (n > 0)
		memcpy(p, list, n * size);
	*cap = more;
	return p;
}

static uint64_t
count(struct ou_str s)
{
	uint64_t v = 0;
	size_t i;

	for (i = 0; i < s.n && i < 10 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	return v;
}

static struct ou_str
attribute(struct loading *l, const struct xml_attributes *a,
    const char *name)
{
	return ou_xml_plain(&l->b->arena, ou_xml_attribute(a, name));
}

/* --- relations --- */

static int
relation(void *arg, struct ou_str name, const struct xml_attributes *a,
    struct ou_err *err)
{
	struct loading *l = arg;
	struct relation *r;

	if (!ou_str_is(name, "Relationship"))
		return 0;
	if (l->n_relations == 4 * SHEETS_MAX)
		return ou_xlsx_damaged(err, "it has too many parts");
	l->relations = grow(&l->b->arena, l->relations, l->n_relations,
	    &l->cap_relations, sizeof(*l->relations));
	r = &l->relations[l->n_relations++];
	r->id = attribute(l, a, "Id");
	r->type = attribute(l, a, "Type");
	r->target = attribute(l, a, "Target");
	return 0;
}

/* What is named from a folder: "worksheets/sheet1.xml", "/xl/styles.xml". */
static struct ou_str
path_of(struct loading *l, struct ou_str folder, struct ou_str target)
{
	if (ou_str_starts(target, "/"))
		return ou_str_sub(target, 1, target.n);
	return ou_str_printf(&l->b->arena, "%.*s%.*s", OU_STR_ARG(folder),
	    OU_STR_ARG(target));
}

static int
relations(struct loading *l, struct ou_str folder, struct ou_str file,
    struct ou_err *err)
{
	static const struct xlsx_part part = { relation, NULL, NULL };
	const struct zip_entry *e = ou_zip_find(&l->b->zip,
	    ou_str_printf(&l->b->arena, "%.*s_rels/%.*s.rels",
	    OU_STR_ARG(folder), OU_STR_ARG(file)));

	l->n_relations = 0;
	return e == NULL ? 0 : ou_xlsx_part(&l->b->zip, e, &part, l, err);
}

/* The part of that kind, or NULL. */
static const struct zip_entry *
of_type(struct loading *l, struct ou_str folder, const char *type)
{
	uint32_t i;

	for (i = 0; i < l->n_relations; i++) {
		if (ou_str_ends(l->relations[i].type, type))
			return ou_zip_find(&l->b->zip, path_of(l, folder,
			    l->relations[i].target));
	}
	return NULL;
}

/* --- the workbook --- */

static int
workbook(void *arg, struct ou_str name, const struct xml_attributes *a,
    struct ou_err *err)
{
	struct loading *l = arg;
	struct ou_str s;
	struct sheet *to;

	if (ou_str_is(name, "workbookPr")) {
		s = ou_xml_attribute(a, "date1904");
		l->b->date1904 = ou_str_is(s, "1") || ou_str_is(s, "true");
	}
	if (!ou_str_is(name, "sheet"))
		return 0;
	if (l->n_sheets == SHEETS_MAX)
		return ou_xlsx_damaged(err, "it has too many sheets");
	l->sheets = grow(&l->b->arena, l->sheets, l->n_sheets,
	    &l->cap_sheets, sizeof(*l->sheets));
	to = &l->sheets[l->n_sheets++];
	to->name = attribute(l, a, "name");
	to->id = attribute(l, a, "id");
	s = ou_xml_attribute(a, "state");
	to->hidden = s.n > 0 && !ou_str_is(s, "visible");
	return 0;
}

static int
no_sheet(struct loading *l, const char *wanted, struct ou_err *err)
{
	struct ou_buf b = OU_BUF_INIT;
	uint32_t i;

	for (i = 0; i < l->n_sheets && i < 20; i++)
		ou_buf_printf(&b, "%s'%.*s'", i > 0 ? ", " : "",
		    OU_STR_ARG(ou_str_sub(l->sheets[i].name, 0, 40)));
	ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT, "the workbook has no "
	    "%s%s%s; it has %.*s", wanted != NULL ? "sheet '" : "sheet that "
	    "is not hidden", wanted != NULL ? wanted : "",
	    wanted != NULL ? "'" : "", OU_STR_ARG(ou_buf_str(&b)));
	ou_buf_release(&b);
	return -1;
}

/* The sheet that is wanted, and where it is. */
static int
find_sheet(struct loading *l, struct ou_str folder, const char *wanted,
    struct ou_err *err)
{
	uint32_t i, k;

	for (i = 0; i < l->n_sheets; i++) {
		if (wanted != NULL ? !ou_str_caseeq(l->sheets[i].name,
		    ou_str_c(wanted)) : l->sheets[i].hidden)
			continue;
		for (k = 0; k < l->n_relations && !ou_str_eq(
		    l->relations[k].id, l->sheets[i].id); k++)
			continue;
		if (k == l->n_relations)
			return ou_xlsx_damaged(err, "a sheet is not there");
		/* a sheet of a diagram has no rows */
		if (!ou_str_ends(l->relations[k].type, "/worksheet")) {
			if (wanted == NULL)
				continue;
			return ou_err_set(err, OU_ERR_DAMAGED,
			    OU_DIAG_FORMAT, "'%s' is no sheet of cells",
			    wanted);
		}
		l->b->sheet = l->sheets[i].name;
		l->b->entry = ou_zip_find(&l->b->zip, path_of(l, folder,
		    l->relations[k].target));
		return l->b->entry != NULL ? 0 :
		    ou_xlsx_damaged(err, "a sheet is not there");
	}
	return no_sheet(l, wanted, err);
}

/* --- formats of cells --- */

static struct xlsx_style
style_of(const struct loading *l, uint64_t id)
{
	uint32_t i;

	for (i = 0; i < l->n_formats; i++) {
		if (l->formats[i].id == id)
			return l->formats[i].style;
	}
	return ou_xlsx_builtin(id);
}

static int
style(void *arg, struct ou_str name, const struct xml_attributes *a,
    struct ou_err *err)
{
	struct loading *l = arg;
	struct format *f;

	if (ou_str_is(name, "cellXfs"))
		l->in_cells = true;
	if (ou_str_is(name, "numFmt")) {
		if (l->n_formats == FORMATS_MAX)
			return ou_xlsx_damaged(err, "it has too many formats");
		l->formats = grow(&l->b->arena, l->formats, l->n_formats,
		    &l->cap_formats, sizeof(*l->formats));
		f = &l->formats[l->n_formats++];
		f->id = count(ou_xml_attribute(a, "numFmtId"));
		f->style = ou_xlsx_format(ou_xml_attribute(a, "formatCode"));
	}
	if (!l->in_cells || !ou_str_is(name, "xf"))
		return 0;
	if (l->b->n_styles == STYLES_MAX)
		return ou_xlsx_damaged(err, "it has too many formats");
	l->b->styles = grow(&l->b->arena, l->b->styles, l->b->n_styles,
	    &l->cap_styles, sizeof(*l->b->styles));
	l->b->styles[l->b->n_styles++] = style_of(l,
	    count(ou_xml_attribute(a, "numFmtId")));
	return 0;
}

static int
style_end(void *arg, struct ou_str name, struct ou_err *err)
{
	struct loading *l = arg;

	(void)err;
	if (ou_str_is(name, "cellXfs"))
		l->in_cells = false;
	return 0;
}

/* --- shared texts --- */

void
ou_xlsx_unescape(struct ou_buf *out, struct ou_str text)
{
	char utf8[4];
	uint32_t cp;
	size_t i;
	int k, c;

	while (text.n > 0) {
		for (i = 0; i < text.n && text.p[i] != '_'; i++)
			continue;
		ou_buf_add(out, text.p, i);
		text = ou_str_sub(text, i, text.n);
		if (text.n == 0)
			return;
		cp = 0;
		for (k = 2; text.n >= 7 && text.p[1] == 'x' &&
		     text.p[6] == '_' && k < 6; k++) {
			c = (unsigned char)text.p[k] | 0x20;
			if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
				break;
			cp = cp << 4 | (uint32_t)(c <= '9' ? c - '0' :
			    c - 'a' + 10);
		}
		if (k == 6 && cp != 0 && (i = ou_utf8_encode(utf8, cp)) > 0) {
			ou_buf_add(out, utf8, i);
			text = ou_str_sub(text, 7, text.n);
		} else {
			ou_buf_addc(out, '_');
			text = ou_str_sub(text, 1, text.n);
		}
	}
}

static int
string(void *arg, struct ou_str name, const struct xml_attributes *a,
    struct ou_err *err)
{
	struct loading *l = arg;

	(void)a, (void)err;
	if (ou_str_is(name, "si"))
		ou_buf_clear(&l->item);
	else if (ou_str_is(name, "rPh"))
		l->in_phonetic = true;
	else if (ou_str_is(name, "t"))
		l->in_text = !l->in_phonetic;
	return 0;
}

static int
string_text(void *arg, struct ou_str text, struct ou_err *err)
{
	struct loading *l = arg;

	(void)err;
	if (l->in_text)
		ou_buf_adds(&l->item, text);
	return 0;
}

static int
string_end(void *arg, struct ou_str name, struct ou_err *err)
{
	struct loading *l = arg;
	struct xlsx_book *b = l->b;
	size_t *ends;

	if (ou_str_is(name, "rPh"))
		l->in_phonetic = false;
	else if (ou_str_is(name, "t"))
		l->in_text = false;
	if (!ou_str_is(name, "si"))
		return 0;
	ou_xlsx_unescape(&b->strings, ou_buf_str(&l->item));
	if (b->strings.n > b->text_max || l->item.overflow)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_LIMIT,
		    "the texts of the workbook are longer than the limit");
	if (b->n_strings == b->cap_strings) {
		b->cap_strings = b->cap_strings != 0 ? b->cap_strings * 2 :
		    1024;
		ends = realloc(b->ends, b->cap_strings * sizeof(*ends));
		if (ends == NULL)
			ou_out_of_memory();
		b->ends = ends;
	}
	b->ends[b->n_strings++] = b->strings.n;
	return 0;
}

bool
ou_xlsx_string(const struct xlsx_book *b, uint64_t i, struct ou_str *text)
{
	size_t from;

	if (i >= b->n_strings)
		return false;
	from = i > 0 ? b->ends[i - 1] : 0;
	*text = ou_str_sub(ou_buf_str(&b->strings), from, b->ends[i] - from);
	return true;
}

/* --- all of it --- */

static int
no_workbook(const struct zip *z, struct ou_err *err)
{
	const char *what = "a zip archive and no workbook; unpack it first";

	if (ou_zip_find(z, OU_STR("xl/workbook.bin")) != NULL)
		what = "a binary workbook (.xlsb); save it as .xlsx or CSV";
	else if (ou_zip_find(z, OU_STR("META-INF/manifest.xml")) != NULL &&
	    ou_zip_find(z, OU_STR("content.xml")) != NULL)
		what = "a document of OpenDocument (.ods); save it as .xlsx "
		    "or CSV";
	return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT, "%s", what);
}

static int
load(struct loading *l, const char *sheet, struct ou_err *err)
{
	static const struct xlsx_part book_part = { workbook, NULL, NULL };
	static const struct xlsx_part style_part = { style, style_end, NULL };
	static const struct xlsx_part string_part = { string, string_end,
	    string_text };
	struct xlsx_book *b = l->b;
	const struct zip_entry *book, *styles, *strings;
	struct ou_str folder, file;
	size_t n;

	if (relations(l, OU_STR(""), OU_STR(""), err) != 0)
		return -1;
	book = of_type(l, OU_STR(""), "/officeDocument");
	if (book == NULL)
		book = ou_zip_find(&b->zip, OU_STR("xl/workbook.xml"));
	if (book == NULL || ou_str_ends(book->name, ".bin"))
		return no_workbook(&b->zip, err);
	for (n = book->name.n; n > 0 && book->name.p[n - 1] != '/'; n--)
		continue;
	folder = ou_str_sub(book->name, 0, n);
	file = ou_str_sub(book->name, n, book->name.n);
	if (relations(l, folder, file, err) != 0 ||
	    ou_xlsx_part(&b->zip, book, &book_part, l, err) != 0 ||
	    find_sheet(l, folder, sheet, err) != 0)
		return -1;
	styles = of_type(l, folder, "/styles");
	strings = of_type(l, folder, "/sharedStrings");
	if (styles != NULL && ou_xlsx_part(&b->zip, styles, &style_part, l,
	    err) != 0)
		return -1;
	return strings == NULL ? 0 :
	    ou_xlsx_part(&b->zip, strings, &string_part, l, err);
}

int
ou_xlsx_book(struct xlsx_book *b, const char *sheet, struct ou_err *err)
{
	struct loading l = { .b = b };
	int rc;

	ou_buf_init(&b->strings, 0);
	ou_buf_init(&l.item, (size_t)1 << 20);
	rc = load(&l, sheet, err);
	ou_buf_release(&l.item);
	return rc;
}

void
ou_xlsx_book_release(struct xlsx_book *b)
{
	ou_buf_release(&b->strings);
	free(b->ends);
	ou_arena_release(&b->arena);
}

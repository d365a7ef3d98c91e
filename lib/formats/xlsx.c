#include <stdlib.h>

#include "xlsx.h"

#define FILE_MAX ((size_t)64 << 20)
#define TEXT_MAX ((size_t)256 << 20)
#define UNPACKED_MAX ((uint64_t)1 << 30)

static int
read_sheet(struct xlsx_book *b, struct ou_source *src,
    const struct ou_xlsx_options *o, struct ou_buf *out, struct ou_err *err)
{
	struct ou_str bytes;

	if (ou_source_all(src, &b->arena, o->file_max != 0 ? o->file_max :
	    FILE_MAX, &bytes, err) != 0)
		return -1;
	b->text_max = o->text_max != 0 ? o->text_max : TEXT_MAX;
	b->zip.ratio = o->ratio != 0 ? o->ratio : 200;
	b->zip.budget = UNPACKED_MAX;
	if (ou_zip_open(&b->zip, &b->arena, bytes, err) != 0 ||
	    ou_xlsx_book(b, o->sheet, err) != 0)
		return -1;
	return ou_xlsx_sheet(b, out, err);
}

struct ou_source *
ou_xlsx_open(struct ou_source *src, const struct ou_xlsx_options *options,
    char **sheet, struct ou_err *err)
{
	struct ou_xlsx_options o = { 0 };
	struct xlsx_book b = { .sheet = OU_STR_NONE };
	struct ou_source *table = NULL;
	struct ou_buf out = OU_BUF_INIT;

	if (options != NULL)
		o = *options;
	if (read_sheet(&b, src, &o, &out, err) == 0) {
		table = ou_source_table(ou_source_name(src), &out);
		if (sheet != NULL && (*sheet = strndup(b.sheet.n > 0 ?
		    b.sheet.p : "", b.sheet.n)) == NULL)
			ou_out_of_memory();
	}
	ou_buf_release(&out);
	ou_xlsx_book_release(&b);
	return table;
}

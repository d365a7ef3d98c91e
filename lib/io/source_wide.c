#include <string.h>

#include "ou/io/source.h"

/* UTF-16, which spreadsheets and shells write, is turned into UTF-8 whole. */

static bool
is_wide(enum ou_charset cs)
{
	return cs == OU_CHARSET_UTF16LE || cs == OU_CHARSET_UTF16BE;
}

int
ou_source_widen(struct ou_source *s, struct ou_arena *a,
    enum ou_charset charset, struct ou_source **wide, struct ou_err *err)
{
	struct ou_str w = ou_source_fill(s, 2, err), all, text;

	*wide = NULL;
	if (w.p == NULL)
		return -1;
	/* the mark knows better than what is said of the file */
	if (w.n >= 2 && memcmp(w.p, "\377\376", 2) == 0)
		charset = OU_CHARSET_UTF16LE;
	else if (w.n >= 2 && memcmp(w.p, "\376\377", 2) == 0)
		charset = OU_CHARSET_UTF16BE;
	if (!is_wide(charset))
		return 0;
	if (ou_source_all(s, a, OU_SOURCE_WIDE_MAX, &all, err) != 0)
		return ou_err_at(err, ou_source_name(s), 0, 0);
	if (ou_charset_decode(a, &text, all, charset, err) != 0) {
		err->kind = OU_ERR_DAMAGED;
		err->column = 0;
		return ou_err_at(err, ou_source_name(s), 0, 0);
	}
	*wide = ou_source_memory(ou_source_name(s), text);
	return 0;
}

#include "ou/record/csv.h"

void
ou_csv_put(struct ou_buf *b, struct ou_str cell, char separator)
{
	size_t i, quotes = 0;
	bool quote = false;
	char *to;

	for (i = 0; i < cell.n; i++) {
		char ch = cell.p[i];

		quotes += ch == '"';
		quote |= ch == '"' || ch == separator || ch == '\n' ||
		    ch == '\r';
	}
	if (!quote) {
		ou_buf_adds(b, cell);
		return;
	}
	if ((to = ou_buf_reserve(b, cell.n + quotes + 2)) == NULL)
		return;
	b->n += cell.n + quotes + 2;
	*to++ = '"';
	for (i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			*to++ = '"';
		*to++ = cell.p[i];
	}
	*to = '"';
}

#include "xml_text.h"

int
ou_xml_bytes(struct ou_import *im, struct ou_source *src, struct ou_buf *b,
    struct ou_str *raw, struct ou_err *err)
{
	struct ou_str s;
	size_t max = ou_import_message_max(im), n = 0;

	for (;;) {
		s = ou_source_fill(src, 65536, err);
		*raw = ou_buf_str(b);
		if (s.p == NULL)
			return -1;
		if (s.n == 0)
			break;
		n += s.n;
		if (n <= max)
			ou_buf_adds(b, s);
		ou_source_skip(src, s.n);
	}
	if (n <= max)
		return 0;
	*raw = OU_STR_NONE;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
	    "the document has %zu bytes, more than %zu", n, max);
}

static struct ou_str
declared(struct ou_str head)
{
	ptrdiff_t end = ou_str_search(head, OU_STR("?>")), at;
	struct ou_str s, name = OU_STR_NONE;
	char quote;

	if (end < 0 || !ou_str_starts(head, "<?xml"))
		return name;
	s = ou_str_sub(head, 0, (size_t)end);
	if ((at = ou_str_search(s, OU_STR("encoding"))) < 0)
		return name;
	s = ou_str_trim(ou_str_sub(s, (size_t)at + 8, s.n));
	if (s.n == 0 || *s.p != '=')
		return name;
	s = ou_str_trim(ou_str_sub(s, 1, s.n));
	if (s.n < 2 || (*s.p != '"' && *s.p != '\''))
		return name;
	quote = *s.p;
	s = ou_str_sub(s, 1, s.n);
	(void)ou_str_split(&s, quote, &name);
	return name;
}

/* What the bytes are written in: their first ones, the user, what the
 * document declares, UTF-8. */
static int
charset_of(struct ou_import *im, struct ou_str s, enum ou_charset *charset,
    struct ou_err *err)
{
	struct ou_str name;

	*charset = OU_CHARSET_UTF8;
	if (s.n >= 2 && (memcmp(s.p, "\xff\xfe", 2) == 0 ||
	    memcmp(s.p, "<\0", 2) == 0))
		*charset = OU_CHARSET_UTF16LE;
	else if (s.n >= 2 && (memcmp(s.p, "\xfe\xff", 2) == 0 ||
	    memcmp(s.p, "\0<", 2) == 0))
		*charset = OU_CHARSET_UTF16BE;
	else if (im->charset != OU_CHARSET_UNKNOWN)
		*charset = im->charset;
	else if (!ou_str_starts(s, "\xef\xbb\xbf") &&
	    (name = declared(ou_str_sub(s, 0, 200))).n > 0) {
		*charset = ou_charset_find(name);
		/* saved as bytes by somebody who kept the declaration */
		if (*charset == OU_CHARSET_UTF16LE ||
		    *charset == OU_CHARSET_UTF16BE)
			*charset = OU_CHARSET_UTF8;
		if (*charset == OU_CHARSET_UNKNOWN &&
		    ou_str_caseeq(name, OU_STR("utf-16")))
			*charset = OU_CHARSET_UTF8;
		if (*charset == OU_CHARSET_UNKNOWN)
			return ou_err_set(err, OU_ERR_RECORD,
			    OU_DIAG_ENCODING, "encoding '%.*s' is not known",
			    OU_STR_ARG(ou_str_sub(name, 0, 40)));
	}
	return 0;
}

int
ou_xml_text(struct ou_import *im, struct ou_str raw, enum ou_charset *charset,
    struct ou_str *text, struct ou_err *err)
{
	ptrdiff_t nul;

	if (charset_of(im, raw, charset, err) != 0)
		return -1;
	if (ou_charset_decode(&im->arena, text, raw, *charset, err) != 0) {
		err->kind = OU_ERR_DAMAGED;
		return -1;
	}
	if (ou_str_starts(*text, "\xef\xbb\xbf"))
		*text = ou_str_sub(*text, 3, text->n);
	*text = ou_str_trim(*text);
	if ((nul = ou_str_find(*text, '\0')) >= 0)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_XML,
		    "a NUL byte at offset %td", nul);
	if (text->n == 0)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_TRUNCATED,
		    "the document is empty");
	return 0;
}

struct ou_str
ou_xml_head(struct ou_str s)
{
	if (ou_str_starts(s, "\xef\xbb\xbf"))
		s = ou_str_sub(s, 3, s.n);
	s = ou_str_trim(s);
	return s.n >= 2 && *s.p == '<' ? s : OU_STR_NONE;
}

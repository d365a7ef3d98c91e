#include "scan.h"

/*
 * What the scanner meets between the brackets: strings that are not plain,
 * numbers and words.
 */
const char *
ou_scan_refuse(struct scan *s, const char *p, enum ou_diag code,
    const char *text)
{
	struct ou_err *err = s->err;
	size_t at = (size_t)(p - s->text);

	if (p >= s->end && code == OU_DIAG_JSON) {
		ou_err_set(err, OU_ERR_RECORD, code,
		    "the text ends within a value");
		at = (size_t)(s->end - s->text);
	} else if (code == OU_DIAG_LIMIT || p >= s->end)
		ou_err_set(err, OU_ERR_RECORD, code, "%s", text);
	else if (*p > ' ' && *p < 0x7f)
		ou_err_set(err, OU_ERR_RECORD, code, "'%c' where %s", *p,
		    text);
	else
		ou_err_set(err, OU_ERR_RECORD, code, "byte 0x%02x where %s",
		    (unsigned char)*p, text);
	ou_err_at(err, NULL, 0, at + 1);
	return NULL;
}

/* An escape at p, which is the backslash: the place behind it. */
static const char *
scan_escape(struct scan *s, const char *p)
{
	uint32_t unit, low;

	if (p + 1 >= s->end)
		return ou_scan_refuse(s, s->end, OU_DIAG_JSON, "");
	if (p[1] != 'u') {
		if (p[1] == '\0' || strchr("\"\\/bfnrt", p[1]) == NULL)
			return ou_scan_refuse(s, p + 1, OU_DIAG_JSON,
			    "an escaped character is expected");
		return p + 2;
	}
	if (!ou_hex4(p + 2, s->end, &unit))
		return ou_scan_refuse(s, p + 2, OU_DIAG_JSON,
		    "four hexadecimal digits are expected");
	if ((unit & 0xf800) != 0xd800)
		return p + 6;
	if ((unit & 0xfc00) == 0xd800 && p + 8 <= s->end && p[6] == '\\' &&
	    p[7] == 'u' && ou_hex4(p + 8, s->end, &low) &&
	    (low & 0xfc00) == 0xdc00)
		return p + 12;
	return ou_scan_refuse(s, p, OU_DIAG_ENCODING,
	    "half of a surrogate pair stands alone");
}

const char *
ou_scan_hard(struct scan *s, const char *p, struct ou_node *n, uint8_t flag)
{
	unsigned step;

	for (;;) {
		p = ou_plain_end(p, s->end);
		if (p >= s->end)
			return ou_scan_refuse(s, s->end, OU_DIAG_JSON, "");
		if (*p == '"')
			return p;
		if (*p == '\\') {
			n->flags |= flag;
			if ((p = scan_escape(s, p)) == NULL)
				return NULL;
			continue;
		}
		do {
			if ((step = ou_utf8_step(p)) == 0) {
				if ((unsigned char)*p < 0x20)
					return ou_scan_refuse(s, p,
					    OU_DIAG_JSON,
					    "text is expected");
				return ou_scan_refuse(s, p, OU_DIAG_ENCODING,
				    "UTF-8 is expected");
			}
			p += step;
		} while ((unsigned char)*p >= 0x80 && p < s->end);
	}
}

static inline bool
digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

static const char *
scan_number(struct scan *s, const char *p)
{
	const char *end = s->end;

	if (*p == '-')
		p++;
	if (!digit(p, end))
		return ou_scan_refuse(s, p, OU_DIAG_JSON,
		    "a digit is expected");
	if (*p == '0')
		p++;
	else {
		do
			p++;
		while (digit(p, end));
	}
	if (p < end && *p == '.') {
		p++;
		if (!digit(p, end))
			return ou_scan_refuse(s, p, OU_DIAG_JSON,
			    "a digit is expected");
		while (digit(p, end))
			p++;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		if (!digit(p, end))
			return ou_scan_refuse(s, p, OU_DIAG_JSON,
			    "a digit is expected");
		while (digit(p, end))
			p++;
	}
	return p;
}

static const char *
scan_word(struct scan *s, const char *p, struct ou_node *n)
{
	static const struct {
		const char *text;
		uint8_t len, kind;
	} words[] = { { "true", 4, OU_JSON_TRUE },
		{ "false", 5, OU_JSON_FALSE }, { "null", 4, OU_JSON_NULL } };
	size_t i = *p == 't' ? 0 : *p == 'f' ? 1 : 2;

	if ((size_t)(s->end - p) < words[i].len ||
	    memcmp(p, words[i].text, words[i].len) != 0)
		return ou_scan_refuse(s, p, OU_DIAG_JSON,
		    "a value is expected");
	n->kind = words[i].kind;
	return p + words[i].len;
}

const char *
ou_scan_other(struct scan *s, const char *p, struct ou_node *n)
{
	if (*p == '-' || (*p >= '0' && *p <= '9')) {
		n->kind = OU_JSON_NUMBER;
		p = scan_number(s, p);
	} else if (*p == 't' || *p == 'f' || *p == 'n')
		p = scan_word(s, p, n);
	else
		return ou_scan_refuse(s, p, OU_DIAG_JSON,
		    "a value is expected");
	if (p != NULL)
		n->end = (uint32_t)(p - s->text);
	return p;
}

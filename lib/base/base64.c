#include "ou/base/base64.h"
#include "ou/base/utf8.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct ou_str
ou_base64_encode(struct ou_arena *a, struct ou_str s)
{
	char *to = ou_arena_alloc(a, s.n / 3 * 4 + 4), *w = to;
	const unsigned char *p = (const unsigned char *)s.p;
	unsigned v;
	size_t i;

	for (i = 0; i + 3 <= s.n; i += 3) {
		v = (unsigned)p[i] << 16 | (unsigned)p[i + 1] << 8 | p[i + 2];
		*w++ = alphabet[v >> 18];
		*w++ = alphabet[v >> 12 & 63];
		*w++ = alphabet[v >> 6 & 63];
		*w++ = alphabet[v & 63];
	}
	if (i < s.n) {
		v = (unsigned)p[i] << 16;
		if (i + 1 < s.n)
			v |= (unsigned)p[i + 1] << 8;
		*w++ = alphabet[v >> 18];
		*w++ = alphabet[v >> 12 & 63];
		*w++ = i + 1 < s.n ? alphabet[v >> 6 & 63] : '=';
		*w++ = '=';
	}
	return ou_str_make(to, (size_t)(w - to));
}

static int
value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

int
ou_base64_decode(struct ou_arena *a, struct ou_str *out, struct ou_str s,
    struct ou_err *err)
{
	char *to = ou_arena_alloc(a, s.n / 4 * 3), *w = to;
	unsigned v = 0;
	size_t i, pad = 0;
	int d;

	if (s.n > 0 && s.p[s.n - 1] == '=')
		pad = s.n > 1 && s.p[s.n - 2] == '=' ? 2 : 1;
	if (s.n % 4 != 0)
		goto bad;
	for (i = 0; i < s.n - pad; i++) {
		if ((d = value_of(s.p[i])) < 0)
			goto bad;
		v = v << 6 | (unsigned)d;
		if (i % 4 != 3)
			continue;
		*w++ = (char)(v >> 16 & 255);
		*w++ = (char)(v >> 8 & 255);
		*w++ = (char)(v & 255);
		v = 0;
	}
	/* the bits behind the last byte must be zeros */
	if (pad == 1) {
		if ((v & 3) != 0)
			goto bad;
		*w++ = (char)(v >> 10 & 255);
		*w++ = (char)(v >> 2 & 255);
	} else if (pad == 2) {
		if ((v & 15) != 0)
			goto bad;
		*w++ = (char)(v >> 4 & 255);
	}
	*out = ou_str_make(to, (size_t)(w - to));
	return 0;
bad:
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "not Base64 (RFC 4648, padded, without line ends)");
}

void
ou_base64_unless_text(struct ou_arena *a, struct ou_str s,
    struct ou_str *text, struct ou_str *base64)
{
	if (s.p == NULL)
		return;
	if (ou_utf8_valid(s.p, s.n) == s.n &&
	    (s.n == 0 || memchr(s.p, '\0', s.n) == NULL))
		*text = s;
	else
		*base64 = ou_base64_encode(a, s);
}

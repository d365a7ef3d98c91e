#include <stdio.h>

#include "shop_woo.h"

uint32_t
ou_woo_member(const struct woo *w, uint32_t object, const char *name)
{
	uint32_t n;

	if (object == 0 || w->json->nodes[object].kind != OU_JSON_OBJECT ||
	    (n = ou_json_member(w->json, object, name)) == 0 ||
	    w->json->nodes[n].kind == OU_JSON_NULL)
		return 0;
	return n;
}

struct ou_str
ou_woo_text(const struct woo *w, uint32_t object, const char *name)
{
	uint32_t n = ou_woo_member(w, object, name);
	uint8_t kind;

	if (n == 0)
		return OU_STR_NONE;
	kind = w->json->nodes[n].kind;
	if (kind == OU_JSON_OBJECT || kind == OU_JSON_ARRAY)
		return OU_STR_NONE;
	if (kind != OU_JSON_STRING)
		return ou_json_raw(w->json, n);
	return ou_str_trim(ou_json_text(w->json, n, &w->shop.im->arena));
}

int
ou_woo_amount(const struct woo *w, uint32_t object, const char *name,
    struct ou_amount *out, struct ou_err *err)
{
	struct ou_str s = ou_woo_text(w, object, name);
	enum ou_decimal_fault fault;

	*out = (struct ou_amount){ .places = 2 };
	if (s.n == 0)
		return 0;
	fault = ou_decimal_scan(&out->v, s, OU_AMOUNT_SCALE,
	    OU_DECIMAL_EXPONENT, NULL);
	/* shops may keep more decimals than they show */
	if (fault == OU_DECIMAL_FINE && ou_decimal_scan(&out->v, s, 9,
	    OU_DECIMAL_EXPONENT, NULL) == OU_DECIMAL_OK &&
	    ou_decimal_round(&out->v, 9, OU_AMOUNT_SCALE) == 0) {
		out->v /= ou_decimal_pow10(9 - OU_AMOUNT_SCALE);
		fault = OU_DECIMAL_OK;
	}
	out->given = fault == OU_DECIMAL_OK;
	if (out->given)
		return 0;
	ou_decimal_explain(err, fault, s, OU_AMOUNT_SCALE, "an amount");
	(void)snprintf(err->field, sizeof(err->field), "%s", name);
	return -1;
}

int
ou_woo_money(const struct woo *w, uint32_t object, const char *net,
    const char *tax, struct ou_amount *out, struct ou_err *err)
{
	struct ou_amount t;

	if (ou_woo_amount(w, object, net, out, err) != 0 ||
	    ou_woo_amount(w, object, tax, &t, err) != 0)
		return -1;
	if (!out->given || !w->gross || !t.given)
		return 0;
	return ou_amount_add(out, *out, t, err);
}

uint32_t
ou_woo_first(const struct woo *w, uint32_t array)
{
	const struct ou_node *n;

	if (array == 0)
		return 0;
	n = &w->json->nodes[array];
	return n->kind == OU_JSON_ARRAY && array + 1 < n->next ? array + 1 :
	    0;
}

uint32_t
ou_woo_next(const struct woo *w, uint32_t array, uint32_t node)
{
	uint32_t next = w->json->nodes[node].next;

	return next < w->json->nodes[array].next ? next : 0;
}

int
ou_woo_time(const struct woo *w, uint32_t object, const char *local,
    const char *gmt, struct ou_time *out, struct ou_err *err)
{
	struct ou_str there = ou_woo_text(w, object, local);
	struct ou_str here = ou_woo_text(w, object, gmt);
	struct ou_time utc = { 0 };
	int64_t diff;

	if (there.n > 0 && ou_time_parse(out, there, err) != 0)
		return -1;
	if (here.n == 0 || out->has_offset)
		return 0;
	if (ou_time_parse(&utc, here, err) != 0)
		return -1;
	if (!utc.has_clock)
		return 0;
	utc.has_offset = true;
	utc.utc = true;
	utc.offset = 0;
	if (there.n > 0 && out->has_clock) {
		diff = ou_time_seconds(out) - ou_time_seconds(&utc);
		if (diff % 900 == 0 && diff >= -14 * 3600 &&
		    diff <= 14 * 3600) {
			out->has_offset = true;
			out->offset = (int16_t)(diff / 60);
			return 0;
		}
	}
	*out = utc;
	return 0;
}

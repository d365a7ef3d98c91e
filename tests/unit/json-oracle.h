/*
 * Jansson as oracle: on every text both accept and agree, or both refuse,
 * but for what is listed here:
 *
 *   - integers beyond 63 bits and reals beyond double: ours, not Jansson's
 *   - a name with \u0000 in it: ours, not Jansson's
 *   - a NUL byte: never ours, now and then Jansson's
 *   - more than 64 levels, names above 64 KiB and the other limits: Jansson's,
 *     not ours
 *
 * oracle_check answers NULL, or what they do not agree about.
 */
#ifndef OU_TESTS_JSON_ORACLE_H
#define OU_TESTS_JSON_ORACLE_H

#include <jansson.h>
#include <stdlib.h>

#include "ou/record/json.h"

__attribute__((unused)) static const char *
oracle_value(const struct ou_json *j, uint32_t node, json_t *v,
    struct ou_arena *a)
{
	const struct ou_node *n = &j->nodes[node];
	struct ou_str s = ou_json_raw(j, node);
	const char *key, *wrong;
	char text[400];
	uint32_t i = node + 1;
	json_t *member;
	size_t k;

	if (n->end > j->len || n->value >= n->end || n->next > j->n_nodes)
		return "a node out of bounds";
	switch (n->kind) {
	case OU_JSON_OBJECT:
		if (!json_is_object(v))
			return "an object";
		json_object_foreach(v, key, member) {
			s = ou_json_key(j, i, a);
			if (i >= n->next || !ou_str_is(s, key))
				return "a name";
			if ((wrong = oracle_value(j, i, member, a)) != NULL)
				return wrong;
			i = j->nodes[i].next;
		}
		return i == n->next ? NULL : "the number of members";
	case OU_JSON_ARRAY:
		if (!json_is_array(v))
			return "an array";
		json_array_foreach(v, k, member) {
			if (i >= n->next)
				return "the length of an array";
			if ((wrong = oracle_value(j, i, member, a)) != NULL)
				return wrong;
			i = j->nodes[i].next;
		}
		return i == n->next ? NULL : "the length of an array";
	case OU_JSON_STRING:
		s = ou_json_text(j, node, a);
		return json_is_string(v) && json_string_length(v) == s.n &&
		    memcmp(json_string_value(v), s.p, s.n) == 0 ? NULL :
		    "a string";
	case OU_JSON_NUMBER:
		if (s.n >= sizeof(text))
			return json_is_number(v) ? NULL : "a number";
		memcpy(text, s.p, s.n);
		text[s.n] = '\0';
		if (json_is_integer(v))
			return strtoll(text, NULL, 10) ==
			    json_integer_value(v) ? NULL : "an integer";
		return json_is_real(v) &&
		    strtod(text, NULL) == json_real_value(v) ? NULL :
		    "a real";
	case OU_JSON_TRUE:
		return json_is_true(v) ? NULL : "true";
	case OU_JSON_FALSE:
		return json_is_false(v) ? NULL : "false";
	case OU_JSON_NULL:
		return json_is_null(v) ? NULL : "null";
	default:
		return "a kind";
	}
}

/* No duplicates in any object. */
__attribute__((unused)) static int
oracle_unique(const struct ou_json *j, struct ou_err *err)
{
	uint32_t i;

	for (i = 1; i < j->n_nodes; i++) {
		if (j->nodes[i].kind == OU_JSON_OBJECT &&
		    ou_json_unique(j, i, err) != 0)
			return -1;
	}
	return 0;
}

/* ${text} has the padding that the scanner wants. */
__attribute__((unused)) static const char *
oracle_check(struct ou_str text, struct ou_arena *a)
{
	struct ou_err err = { .kind = OU_ERR_NONE };
	const char *wrong = NULL;
	json_error_t error;
	struct ou_json j;
	json_t *v;
	int ours;

	ours = ou_json_index(&j, a, text, NULL, &err) == 0 &&
	    oracle_unique(&j, &err) == 0;
	if (ours && memchr(text.p, '\0', text.n) != NULL)
		return "a NUL byte";
	v = json_loadb(text.p, text.n, JSON_DECODE_ANY | JSON_ALLOW_NUL |
	    JSON_REJECT_DUPLICATES, &error);
	if (ours && v != NULL)
		wrong = oracle_value(&j, 1, v, a);
	else if (ours && json_error_code(&error) !=
	    json_error_numeric_overflow &&
	    json_error_code(&error) != json_error_null_byte_in_key)
		wrong = "ours, not Jansson's";
	else if (!ours && v != NULL && err.code != OU_DIAG_LIMIT &&
	    memchr(text.p, '\0', text.n) == NULL)
		wrong = "Jansson's, not ours";
	json_decref(v);
	return wrong;
}

#endif

#ifndef OU_RULES_DENIED_H
#define OU_RULES_DENIED_H

#include "ou/base/str.h"

/*
 * A list of names and countries that get nothing, as authorities publish
 * them, and who on an order is, or may be, on it.
 *
 * Names are compared without case, marks, punctuation and the words that
 * companies and people have around their names (SARL, Ltd, Mr), in any order
 * of their words: the same to OU_DENIED_LIKE of Jaro-Winkler
 * (ou/rules/similar.h), or, where the list's name has two words or more, each
 * of them found in the other's name to OU_DENIED_WORD.  Only names that have
 * the first four letters of some word in common are compared.
 */
struct ou_denied;

#define OU_DENIED_LIKE 9200
#define OU_DENIED_WORD 9500

struct ou_denied *ou_denied_new(struct ou_arena *a);

/* A row of the list: a name, a name in a country, or all of a country.
 * Texts are borrowed. */
void ou_denied_add(struct ou_denied *d, struct ou_str name,
    struct ou_str country, uint32_t row);

/**
 * ou_denied_find(d, name, country, row):
 * Is somebody of that name there?  A row with another country than a known
 * one is about somebody else.  The first row of the list that is.
 */
bool ou_denied_find(const struct ou_denied *d, struct ou_str name,
    struct ou_str country, uint32_t *row);

#endif

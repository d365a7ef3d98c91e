#ifndef OU_RULES_SIMILAR_H
#define OU_RULES_SIMILAR_H

#include "ou/base/str.h"

/**
 * ou_similar(a, b):
 * How much two words are alike, from 0 to OU_SIMILAR_SAME: Jaro (1989) with
 * Winkler's bonus for up to four equal bytes in front, a tenth each, where
 * they are alike by more than 0.7.  Texts are folded before (ou_utf8_fold);
 * only their first 64 bytes count.  Two empty ones are the same.
 */
#define OU_SIMILAR_SAME 10000
unsigned ou_similar(struct ou_str a, struct ou_str b);

#endif

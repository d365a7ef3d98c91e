#ifndef OU_RULES_PERSONS_H
#define OU_RULES_PERSONS_H

#include "ou/base/str.h"

/*
 * Who is probably the same person or company: names, addresses, e-mail
 * addresses and telephone numbers as people write them, with slips of the pen,
 * swapped names and cells left empty.
 *
 * Not everybody is compared with everybody: two are looked at when one of
 * OU_PERSON_KEYS exact keys is the same (blocking).  Then each field that
 * both have is compared by Jaro-Winkler (ou/rules/similar.h), where likeness
 * up to 0.6 counts nothing, and the score is the mean by weight: e-mail and
 * telephone 5, family name and street 4, given name 3, town and postal code 2
 * of 25.  Of e-mail addresses three quarters are what stands before the @.
 * Two who have less than 8 of 25 in common are not compared.
 */
struct ou_person {
	struct ou_str given, family;	/* a name in one goes to family */
	struct ou_str street;		/* all its lines */
	struct ou_str locality, postal_code;
	struct ou_str email, telephone;
};

#define OU_PERSON_KEYS 9
#define OU_PERSON_FIELDS 8
#define OU_PERSON_BYTES 250

/* A person made ready for comparing. */
struct ou_person_card {
	uint8_t length[OU_PERSON_FIELDS];
	uint8_t bytes;			/* of text */
	uint32_t keys[OU_PERSON_KEYS];	/* 0: it has not got this one */
	char text[OU_PERSON_BYTES];	/* field behind field */
};

/* Fill ${card}.  A name without given name is parted at its last blank. */
void ou_person_card_make(struct ou_person_card *card,
    const struct ou_person *p);

/* From 0 to OU_SIMILAR_SAME; 0 too when there is not enough to compare. */
unsigned ou_person_score(const struct ou_person_card *a,
    const struct ou_person_card *b);

/* The score from which on two are taken for one, where nothing else is
 * said. */
#define OU_PERSON_SAME 5000

#endif

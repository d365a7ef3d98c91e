#ifndef OU_LIB_FORMATS_EDI_DIRECTORY_H
#define OU_LIB_FORMATS_EDI_DIRECTORY_H

#include "ou/formats/edi/directory.h"
#include "ou/formats/edi/fault.h"
#include "tagged.h"

/*
 * One note: elements by their bits, or with ${composite} the components of
 * that element.
 *
 *	P0203	with one of them there must be all
 *	R0203	one of them must be there
 *	E0203	no more than one of them
 *	C0203	with the first all the others
 *	L0203	with the first one of the others
 *
 * With ~ in front we write it so, and others may do otherwise: that is no
 * fault.
 */
struct edi_note {
	char kind;
	bool ours;
	uint8_t composite;
	uint64_t first, all;
};

struct edi_notes {
	struct edi_note *notes;
	uint32_t n;
};

/* --- notes.c --- */

/* The notes of segments, "R0203 P0304", "1.C0102"; ends with a text NULL. */
const struct edi_tagged *ou_edi_notes_all(enum ou_edi_family family);

/* The next note of a text; false at its end. */
bool ou_edi_note_next(struct ou_str *text, struct edi_note *note);

/* Bits of the elements that there are; or of a composite's components. */
uint64_t ou_edi_present(const struct ou_edi_segment *seg, unsigned composite);

struct edi_broken {
	unsigned at;			/* what is missing, or too much */
	enum ou_edi_fault_kind kind;
	char text[80];
};

/* false: ${bad} says why. */
bool ou_edi_note_holds(const struct edi_note *note, uint64_t there,
    struct edi_broken *bad);

/* --- messages.c --- */

/* The segments of a message without its envelope, "BGM DTM ..."; or NULL. */
const char *ou_edi_message_segments(enum ou_edi_family family,
    struct ou_str type);

/* One message after the other; NULL behind the last. */
const char *ou_edi_message_at(enum ou_edi_family family, unsigned i,
    const char **segments);

/* --- directory.c --- */

struct edi_entry {
	uint32_t tag;			/* edi_tag_key; 0: none */
	bool listed;			/* of the message */
	const struct edi_notes *notes;	/* or NULL */
};

#define EDI_ENTRIES 512			/* of a table that is never full */

struct ou_edi_directory {
	bool closed;			/* what is not listed is not of it */
	struct edi_entry entries[EDI_ENTRIES];
};

static inline uint32_t
edi_tag_key(struct ou_str tag)
{
	if (tag.n < 2 || tag.n > 3)
		return 0;
	return (uint32_t)(unsigned char)tag.p[0] << 16 |
	    (uint32_t)(unsigned char)tag.p[1] << 8 |
	    (tag.n == 3 ? (unsigned char)tag.p[2] : 0u);
}

/* The entry of a tag, or the empty one where it would be. */
static inline const struct edi_entry *
edi_directory_entry(const struct ou_edi_directory *d, struct ou_str tag)
{
	uint32_t key = edi_tag_key(tag);
	uint32_t i = key * 2654435761u >> 23;

	while (d->entries[i].tag != 0 && d->entries[i].tag != key)
		i = (i + 1) % EDI_ENTRIES;
	return &d->entries[i];
}

#endif

#ifndef OU_FORMATS_EDI_SYNTAX_H
#define OU_FORMATS_EDI_SYNTAX_H

#include "ou/formats/edi/directory.h"
#include "ou/formats/edi/reader.h"

/*
 * What can be seen wrong in segments without a guide: characters
 * that the declared set does not have, tags that the standard does not have,
 * segments with nothing in them; and, by a dictionary of their own, what is
 * wrong with the service segments: ISA GS ST SE GE IEA TA1 AK1-AK9 IK3-IK5,
 * UNB UNG UNH UNT UNE UNZ UNS UCI UCF UCM UCS UCD.  All of it are faults,
 * reported through ou_edi_report.
 */

/* Asked about each segment of a message behind the checks of this place, by
 * whoever knows what may stand in it. */
typedef void ou_edi_looker(void *arg, struct ou_edi *edi,
    const struct ou_edi_segment *seg, uint64_t position);

/**
 * ou_edi_look_into(edi, message, directory, seg, look, arg):
 * Report what is wrong in the segments of a message; by its ${directory},
 * which may be NULL, also those that it does not have, and elements that
 * others ask for or exclude.  ${seg} is room to work in, ${look} may be NULL.
 * Of wrong characters the first of a segment is reported.
 */
void ou_edi_look_into(struct ou_edi *edi,
    const struct ou_edi_message *message,
    const struct ou_edi_directory *directory, struct ou_edi_segment *seg,
    ou_edi_looker *look, void *arg);

/* The header of the interchange or group that was opened. */
void ou_edi_look_at_interchange(struct ou_edi *edi);
void ou_edi_look_at_group(struct ou_edi *edi);

/* A group or interchange that is over: is there anything in it? */
void ou_edi_look_at_end(struct ou_edi *edi, enum ou_edi_level level,
    bool service);

/* Is there such a segment in the standard?  Those that begin with Z are of
 * partners, between themselves, and count as known. */
bool ou_edi_segment_known(enum ou_edi_family family, struct ou_str tag);

/* The functional group that a transaction set belongs into (GS01), or NULL. */
const char *ou_edi_functional_group(struct ou_str type);

#endif

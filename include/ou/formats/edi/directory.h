#ifndef OU_FORMATS_EDI_DIRECTORY_H
#define OU_FORMATS_EDI_DIRECTORY_H

#include "ou/base/arena.h"
#include "ou/formats/edi/token.h"

/*
 * What the standards say of the segments of a message: which it has, in any
 * version from the first to the last that is known here, so that none is
 * wrong that was right in one of them; and which elements depend on others
 * (the syntax notes of X12; that a quantity of EDIFACT has a number).
 *
 * The sets are known of X12 003040 to 006010 and EDIFACT D.93A to D.11B, the
 * notes of X12 from 004010 on and of EDIFACT at large.  Of what is unknown
 * nothing is said.
 */
struct ou_edi_directory;

/* Those that a run has asked for: each is read once. */
struct ou_edi_directories {
	struct edi_directory_kept *kept;
};

/**
 * ou_edi_directory(all, a, family, type, version):
 * The directory of a message: "850" and "004010VICS", "ORDERS" and
 * "D:96A:UN".  Never NULL; ${a} lives as long as ${all}.
 */
const struct ou_edi_directory *ou_edi_directory(
    struct ou_edi_directories *all, struct ou_arena *a,
    enum ou_edi_family family, struct ou_str type, struct ou_str version);

#endif

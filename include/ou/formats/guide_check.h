#ifndef OU_FORMATS_GUIDE_CHECK_H
#define OU_FORMATS_GUIDE_CHECK_H

#include "ou/formats/edi/directory.h"
#include "ou/formats/guide.h"

/*
 * Messages by their guides, as far as the standard goes: segments and elements
 * that must be there and are not, what is no date, time or number where one
 * must stand, and what is longer than it may be.  Codes are not looked at, for
 * a guide knows some and not all; nor is what we alone ask for.
 */
struct ou_guide_check {
	struct ou_arena run, message;
	struct ou_guides guides;
	struct ou_edi_directories directories;
};

/**
 * ou_guide_check(c, edi, seg):
 * Look into edi->message as ou_edi_look_into does, and by its guide where
 * there is one.  What is wrong is reported as faults; ${seg} is room to work
 * in.
 */
void ou_guide_check(struct ou_guide_check *c, struct ou_edi *edi,
    struct ou_edi_segment *seg);

void ou_guide_check_release(struct ou_guide_check *c);

#endif

#include "directory.h"

/*
 * Directories are tables of tags, made once in a run for each of those that
 * differ, which are few, whatever versions there are: what is asked of each
 * segment is one look into it.
 */
struct edi_directory_kept {
	struct edi_directory_kept *next;
	enum ou_edi_family family;
	const char *segments;		/* of the message; NULL: not known */
	bool noted;			/* the notes are known */
	const struct ou_edi_directory *directory;
};

/* Those that may stand in any message. */
static const char services[] = "BDS BIN S3A S3E S3S S4A S4E S4S SE ST SVA "
    "UGH UGT UNH UNO UNP UNT USA USB USC USD USE USF USH USL USR USS UST USU "
    "USX USY";

/* 004010 of 004010VICS, 96A of D:96A:UN; absent when it is neither. */
static struct ou_str
release_of(enum ou_edi_family family, struct ou_str version)
{
	size_t digits = family == OU_EDI_X12 ? 6 : 2, i;
	struct ou_str v = version;

	if (family == OU_EDI_EDIFACT) {
		(void)ou_str_split(&version, ':', &v);
		v = OU_STR_NONE;
		(void)ou_str_split(&version, ':', &v);
	}
	for (i = 0; i < v.n && i < digits; i++) {
		if (v.p[i] < '0' || v.p[i] > '9')
			return OU_STR_NONE;
	}
	if (i < digits || (family == OU_EDI_EDIFACT && v.n != 3))
		return OU_STR_NONE;
	return ou_str_sub(v, 0, family == OU_EDI_X12 ? 6 : 3);
}

static bool
between(struct ou_str s, const char *first, const char *last)
{
	return s.n > 0 && ou_str_cmp(s, ou_str_c(first)) >= 0 &&
	    ou_str_cmp(s, ou_str_c(last)) <= 0;
}

/* Is the set of the message known in this version? */
static bool
is_known(enum ou_edi_family family, struct ou_str release)
{
	if (family == OU_EDI_X12)
		return between(release, "003040", "006019");
	return between(release, "93A", "99Z") || between(release, "00A", "11B");
}

static bool
is_noted(enum ou_edi_family family, struct ou_str release)
{
	return family == OU_EDI_EDIFACT ||
	    between(release, "004010", "999999");
}

static struct edi_entry *
entry(struct ou_edi_directory *d, struct ou_str tag)
{
	struct edi_entry *e = (struct edi_entry *)(uintptr_t)
	    edi_directory_entry(d, tag);

	e->tag = edi_tag_key(tag);
	return e;
}

static void
list(struct ou_edi_directory *d, const char *segments)
{
	struct ou_str s = ou_str_c(segments), tag;

	while (ou_str_split(&s, ' ', &tag))
		entry(d, tag)->listed = true;
}

static void
add_notes(struct ou_edi_directory *d, struct ou_arena *a,
    const struct edi_tagged *row)
{
	struct ou_str tag = ou_str_make(row->tag, strnlen(row->tag, 4));
	struct edi_notes *to = ou_arena_zalloc(a, sizeof(*to));
	struct ou_str text = ou_str_c(row->text);
	struct edi_note note;

	/* none is shorter than four characters and a blank */
	to->notes = ou_arena_array(a, text.n / 5 + 1, sizeof(*to->notes));
	while (ou_edi_note_next(&text, &note))
		to->notes[to->n++] = note;
	entry(d, tag)->notes = to;
}

static const struct ou_edi_directory *
make(struct ou_arena *a, enum ou_edi_family family, const char *segments,
    bool noted)
{
	struct ou_edi_directory *d = ou_arena_zalloc(a, sizeof(*d));
	const struct edi_tagged *row;

	list(d, services);
	d->closed = segments != NULL;
	if (segments != NULL)
		list(d, segments);
	if (noted) {
		for (row = ou_edi_notes_all(family); row->text != NULL; row++)
			add_notes(d, a, row);
	}
	return d;
}

const struct ou_edi_directory *
ou_edi_directory(struct ou_edi_directories *all, struct ou_arena *a,
    enum ou_edi_family family, struct ou_str type, struct ou_str version)
{
	struct ou_str release = release_of(family, version);
	const char *segments = is_known(family, release) ?
	    ou_edi_message_segments(family, type) : NULL;
	bool noted = is_noted(family, release);
	struct edi_directory_kept *k;

	for (k = all->kept; k != NULL; k = k->next) {
		if (k->family == family && k->segments == segments &&
		    k->noted == noted)
			return k->directory;
	}
	k = ou_arena_zalloc(a, sizeof(*k));
	k->next = all->kept;
	k->family = family;
	k->segments = segments;
	k->noted = noted;
	k->directory = make(a, family, segments, noted);
	return (all->kept = k)->directory;
}

#ifndef OU_LIB_FORMATS_XLSX_H
#define OU_LIB_FORMATS_XLSX_H

#include "ou/formats/xlsx.h"
#include "xml_reader.h"

/*
 * xlsx_zip.c	the archive: its directory, an entry unpacked and checked
 * xlsx_part.c	XML of an entry, element by element
 * xlsx_book.c	which sheet, its dates, formats and shared texts
 * xlsx_sheet.c	the rows of the sheet
 * xlsx_value.c	numbers and dates as text
 */

/* --- zip --- */

struct zip_entry {
	struct ou_str name;
	uint32_t crc;
	uint64_t packed, size, at;	/* of its local header */
	uint16_t method, flags;
};

struct zip {
	struct ou_str bytes;
	struct zip_entry *entries;	/* in the arena */
	uint32_t n;
	uint64_t ratio;
	uint64_t budget;		/* bytes that may still be unpacked */
};

int ou_zip_open(struct zip *z, struct ou_arena *a, struct ou_str bytes,
    struct ou_err *err);

/* The entry of that name (case does not matter), or NULL. */
const struct zip_entry *ou_zip_find(const struct zip *z, struct ou_str name);

/* Unpack it, piece by piece: ${take} answers -1 to stop.  0 when all came,
 * with the size and the CRC that the directory says. */
int ou_zip_read(struct zip *z, const struct zip_entry *e,
    int (*take)(void *arg, const char *p, size_t n, struct ou_err *err),
    void *arg, struct ou_err *err);

/* --- XML --- */

struct xlsx_part {
	/* local names; 0, or -1 with ${err} */
	int (*open)(void *arg, struct ou_str name,
	    const struct xml_attributes *attributes, struct ou_err *err);
	int (*close)(void *arg, struct ou_str name, struct ou_err *err);
	int (*text)(void *arg, struct ou_str text, struct ou_err *err);
};

int ou_xlsx_part(struct zip *z, const struct zip_entry *e,
    const struct xlsx_part *part, void *arg, struct ou_err *err);

/* --- the book --- */

enum xlsx_kind { XLSX_NUMBER, XLSX_DATE, XLSX_TIME, XLSX_MOMENT, XLSX_ZEROS };

struct xlsx_style {
	uint8_t kind;
	uint8_t zeros;			/* of XLSX_ZEROS */
};

struct xlsx_book {
	struct ou_arena arena;
	struct zip zip;
	bool date1904;
	struct ou_str sheet;		/* its name */
	const struct zip_entry *entry;
	struct xlsx_style *styles;	/* of cells */
	uint32_t n_styles;
	struct ou_buf strings;		/* the texts that cells share */
	size_t *ends;			/* of each of them */
	uint32_t n_strings, cap_strings;
	size_t text_max;
};

int ou_xlsx_book(struct xlsx_book *b, const char *sheet, struct ou_err *err);
void ou_xlsx_book_release(struct xlsx_book *b);

/* A shared text; false: there is none of that number. */
bool ou_xlsx_string(const struct xlsx_book *b, uint64_t i,
    struct ou_str *text);

/* What kind of value a format of numbers shows. */
struct xlsx_style ou_xlsx_format(struct ou_str code);
struct xlsx_style ou_xlsx_builtin(uint64_t id);

/* "_x000D_" in a text stands for a character. */
void ou_xlsx_unescape(struct ou_buf *out, struct ou_str text);

/* --- values --- */

/* A number as it stands in the file, as it is written in CSV; false: it is
 * none. */
bool ou_xlsx_number(struct ou_buf *out, struct ou_str s,
    struct xlsx_style style);

/* A date or time of a serial number; false: it is none. */
bool ou_xlsx_date(struct ou_buf *out, struct ou_str s, enum xlsx_kind kind,
    bool date1904);

/* --- the sheet --- */

/* Append its rows as CSV. */
int ou_xlsx_sheet(struct xlsx_book *b, struct ou_buf *out,
    struct ou_err *err);

/* Damaged, as a message. */
int ou_xlsx_damaged(struct ou_err *err, const char *text);

#endif

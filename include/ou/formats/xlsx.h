#ifndef OU_FORMATS_XLSX_H
#define OU_FORMATS_XLSX_H

#include "ou/io/source.h"

/*
 * A workbook of a spreadsheet (Office Open XML: .xlsx, .xlsm) becomes the CSV
 * that its sheet shows: UTF-8, commas, a line for each row, so that whatever
 * reads CSV reads workbooks.
 *
 *   numbers	as they are written in the file, never through floating point:
 *		what has more than 15 digits is rounded to the 15 that a
 *		spreadsheet has; 1E+3 and 1E-2 become 1000 and 0.01.  A whole
 *		number of more than 15 digits, or one whose last digits the
 *		file leaves to an exponent (3.40123E+12), stays as it is, and
 *		no reader takes it for a code or an amount.  Three decimals get
 *		a fourth, 0, so that no point can be taken for one of
 *		thousands.  A format of zeros (00000) fills up with zeros.
 *   dates	by the format of their cell: 2026-11-20, 2026-11-20T09:14:00,
 *		09:14:00, in both systems, from 1900 and from 1904
 *   booleans	TRUE, FALSE; errors (#N/A) as they are
 *   formulas	their last result
 *
 * Merged cells have their text in the first one.  Hidden rows are there;
 * hidden sheets only when they are asked for.
 */
struct ou_xlsx_options {
	const char *sheet;		/* NULL: the first that is not hidden */
	uint64_t ratio;			/* unpacked/packed beyond the first
					 * MiB; 0: 200 */
	size_t file_max;		/* of the packed file; 0: 64 MiB */
	size_t text_max;		/* of the CSV and of the texts that
					 * cells share; 0: 256 MiB each */
};

/**
 * ou_xlsx_open(src, options, sheet, err):
 * Read all of ${src} and give the sheet as a source of the same name, which
 * the caller closes.  ${sheet}, if not NULL, gets the sheet's name (malloc).
 * NULL with ${err}: OU_ERR_DAMAGED when it is cut off or damaged (every CRC
 * is checked before a row goes out), encrypted, no workbook, has no such
 * sheet, or passes a limit.
 */
struct ou_source *ou_xlsx_open(struct ou_source *src,
    const struct ou_xlsx_options *options, char **sheet, struct ou_err *err);

#endif

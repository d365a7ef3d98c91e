/*
 * Workbooks: an archive as it is, or one part of a good one: a first letter
 * says which (s sheet, t shared texts, f formats, w workbook, r relations),
 * and the rest is its XML.  What opens is CSV of as many cells on each row
 * that has any, and it opens to the same again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "ou/formats/xlsx.h"
#include "ou/record/csv.h"

#include "fuzz.h"


static struct part {
	char letter;
	const char *name, *xml;
} parts[] = {
	{ 'r', "xl/_rels/workbook.xml.rels", "<Relationships>"
	  "<Relationship Id='a' Type='x/worksheet' Target='s.xml'/>"
	  "<Relationship Id='b' Type='x/sharedStrings' Target='/xl/t.xml'/>"
	  "<Relationship Id='c' Type='x/styles' Target='f.xml'/>"
	  "</Relationships>" },
	{ 'w', "xl/workbook.xml", "<workbook><sheets><sheet name='S' id='a'/>"
	  "</sheets></workbook>" },
	{ 's', "xl/s.xml", "<worksheet><sheetData><row r='1'><c r='A1' t='s'>"
	  "<v>0</v></c><c r='B1' s='1'><v>46350.5</v></c></row></sheetData>"
	  "</worksheet>" },
	{ 't', "xl/t.xml", "<sst><si><t>a_x0041_</t></si></sst>" },
	{ 'f', "xl/f.xml", "<styleSheet><numFmts><numFmt numFmtId='164' "
	  "formatCode='dd/mm/yy hh:mm'/></numFmts><cellXfs><xf numFmtId='0'/>"
	  "<xf numFmtId='164'/></cellXfs></styleSheet>" },
};
#define N_PARTS (sizeof(parts) / sizeof(parts[0]))

static void
put(struct ou_buf *b, uint32_t v, int n)
{
	for (; n > 0; n--, v >>= 8)
		ou_buf_addc(b, (char)(v & 0xff));
}

/* What a header of the archive says of an entry, from its flags on. */
static void
about(struct ou_buf *b, const char *name, struct ou_str xml)
{
	put(b, 0, 2);
	put(b, 0, 2);
	put(b, 0, 4);
	put(b, (uint32_t)crc32(crc32(0, NULL, 0), (const uint8_t *)xml.p,
	    (uInt)xml.n), 4);
	put(b, (uint32_t)xml.n, 4);
	put(b, (uint32_t)xml.n, 4);
	put(b, (uint32_t)strlen(name), 2);
	put(b, 0, 2);
}

static void
archive(struct ou_buf *b, char letter, struct ou_str own)
{
	uint32_t at[N_PARTS], directory;
	struct ou_str xml;
	size_t i;

	for (i = 0; i < N_PARTS; i++) {
		xml = letter == parts[i].letter ? own : ou_str_c(parts[i].xml);
		at[i] = (uint32_t)b->n;
		ou_buf_puts(b, "PK\003\004");
		put(b, 20, 2);
		about(b, parts[i].name, xml);
		ou_buf_puts(b, parts[i].name);
		ou_buf_adds(b, xml);
	}
	directory = (uint32_t)b->n;
	for (i = 0; i < N_PARTS; i++) {
		xml = letter == parts[i].letter ? own : ou_str_c(parts[i].xml);
		ou_buf_puts(b, "PK\001\002");
		put(b, 20, 2);
		put(b, 20, 2);
		about(b, parts[i].name, xml);
		put(b, 0, 2);
		put(b, 0, 2);
		put(b, 0, 2);
		put(b, 0, 4);
		put(b, at[i], 4);
		ou_buf_puts(b, parts[i].name);
	}
	i = b->n - directory;
	ou_buf_puts(b, "PK\005\006");
	put(b, 0, 4);
	put(b, N_PARTS, 2);
	put(b, N_PARTS, 2);
	put(b, (uint32_t)i, 4);
	put(b, directory, 4);
	put(b, 0, 2);
}

static struct ou_source *
open_bytes(struct ou_str bytes)
{
	struct ou_xlsx_options o = { .text_max = 1 << 20 };
	struct ou_source *src = ou_source_memory("fuzz", bytes), *table;
	struct ou_err err = { 0 };
	char *sheet = NULL;

	table = ou_xlsx_open(src, &o, &sheet, &err);
	want((table == NULL) == (err.kind != OU_ERR_NONE));
	want(table == NULL || ou_source_is_table(table));
	free(sheet);
	ou_source_close(src);
	return table;
}

/* Every row that has cells has as many, and all of them are read. */
static uint64_t
read_rows(struct ou_source *table)
{
	struct ou_csv_options o = { .no_header = true, .columns_max = 16384,
	    .row_max = 4 << 20, .cell_max = 2 << 20 };
	struct ou_err err = { 0 };
	struct ou_csv *c = ou_csv_new(table, &o, &err);
	struct ou_csv_row row;
	uint64_t sum = 0;
	uint32_t n = 0, i;
	int r = 0;

	while (c != NULL && (r = ou_csv_next(c, &row, &err)) > 0) {
		want(n == 0 || row.n == n);
		n = row.n;
		for (i = 0; i < n; i++)
			sum = sum * 31 + ou_str_hash(row.cells[i]);
	}
	/* rows longer than the limits above are let go */
	want(r == 0 || err.code == OU_DIAG_LIMIT);
	ou_csv_free(c);
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str in = ou_str_make((const char *)data, size);
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *table;
	uint64_t sum;

	if (size == 0)
		return 0;
	if (ou_str_starts(in, "PK"))
		ou_buf_adds(&b, in);
	else
		archive(&b, *in.p, ou_str_sub(in, 1, in.n));
	table = open_bytes(ou_buf_str(&b));
	if (table != NULL) {
		sum = read_rows(table);
		ou_source_close(table);
		table = open_bytes(ou_buf_str(&b));
		want(table != NULL && read_rows(table) == sum);
		ou_source_close(table);
	}
	ou_buf_release(&b);
	return 0;
}

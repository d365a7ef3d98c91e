#include "ou/model/units.h"

/*
 * Codes have at most three bytes, so that a code is a number and the tables
 * are sorted lists of numbers.  The order is that of the bytes; it is held
 * by a test.
 */
#define MAX_CODE 3

/* Bytes of a code, the first in the high byte; 0 is no code. */
static uint32_t
pack(struct ou_str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (s.p == NULL || s.n == 0 || s.n > MAX_CODE)
		return 0;
	return (uint32_t)p[0] << 16 |
	    (s.n > 1 ? (uint32_t)p[1] << 8 : 0) | (s.n > 2 ? p[2] : 0);
}

/*
 * Recommendation 20, what trade documents use of it, and Recommendation 21
 * behind X.  Codes that were withdrawn but are still sent (PF, LR, RO) stand
 * here too.
 */
static const char rec20[][MAX_CODE + 1] = {
	"04", "05", "08", "10", "11", "13", "14", "15", "20", "21", "22",
	"23", "24", "25", "27", "28", "2A", "2N", "2P", "33", "37", "4G",
	"4H", "4L", "4O", "5A", "5B", "A24", "A75", "A97", "AA", "AB", "ACR",
	"ACT", "AMH", "AMP", "AMT", "ANN", "APZ", "AS", "ASM", "ASU", "ATM",
	"AY", "B22", "BAR", "BB", "BFT", "BHP", "BLD", "BLL", "BPM", "BQL",
	"BTU", "BUA", "BUI", "C34", "C62", "C81", "CA", "CCT", "CDL", "CEL",
	"CEN", "CGM", "CLF", "CLT", "CMK", "CMQ", "CMT", "CNP", "CNT", "COU",
	"CTG", "CTM", "CTN", "CUR", "CWA", "CWI", "D61", "D62", "DAA", "DAD",
	"DAY", "DB", "DD", "DEC", "DG", "DJ", "DLT", "DMA", "DMK", "DMQ",
	"DMT", "DPC", "DPR", "DPT", "DRA", "DRI", "DRL", "DT", "DTN", "DWT",
	"DZN", "DZP", "E07", "E23", "E25", "E27", "E34", "E35", "E37", "E48",
	"E49", "E50", "E51", "E53", "E54", "E55", "EA", "EB", "FAH", "FAR",
	"FC", "FIT", "FOT", "FTK", "FTQ", "GB", "GBQ", "GDW", "GE", "GF",
	"GFI", "GGR", "GIC", "GII", "GLD", "GLI", "GLL", "GM", "GRM", "GRN",
	"GRO", "GV", "GWH", "H87", "HA", "HAR", "HBA", "HBX", "HC", "HDW",
	"HEA", "HGM", "HIU", "HKM", "HLT", "HM", "HMT", "HPA", "HTZ", "HUR",
	"IE", "INH", "INK", "INQ", "ISD", "IU", "JOU", "K1", "KB", "KBA",
	"KEL", "KGM", "KGS", "KHZ", "KJO", "KMH", "KMK", "KMT", "KNI", "KNT",
	"KO", "KPA", "KPO", "KSD", "KSH", "KT", "KTN", "KUR", "KVA", "KVR",
	"KVT", "KW", "KWH", "KWO", "KWT", "LA", "LBR", "LBT", "LD", "LEF",
	"LF", "LH", "LK", "LM", "LN", "LO", "LP", "LPA", "LR", "LS", "LTN",
	"LTR", "LUM", "LUX", "LY", "MAH", "MAL", "MAM", "MAW", "MBE", "MBF",
	"MBR", "MC", "MCU", "MGM", "MHZ", "MIK", "MIL", "MIN", "MIO", "MIU",
	"MKW", "MLD", "MLT", "MMK", "MMQ", "MMT", "MND", "MON", "MPA", "MQH",
	"MQS", "MRW", "MSK", "MTK", "MTQ", "MTR", "MTS", "MVA", "MWH", "NAR",
	"NCL", "NEW", "NF", "NIL", "NIU", "NL", "NMI", "NMP", "NPR", "NPT",
	"NQ", "NR", "NT", "NU", "NX", "OA", "ODE", "OHM", "ON", "ONZ", "OT",
	"OZA", "OZI", "P1", "P5", "PAL", "PD", "PF", "PFL", "PGL", "PI",
	"PLA", "PO", "PQ", "PR", "PS", "PT", "PTD", "PTI", "PTL", "PTN", "Q3",
	"QA", "QAN", "QB", "QR", "QT", "QTD", "QTI", "QTL", "RM", "ROM", "RP",
	"RPM", "RPS", "RT", "S3", "S4", "SAN", "SCO", "SCR", "SEC", "SET",
	"SG", "SHT", "SIE", "SMI", "SQ", "SQR", "SR", "SS", "SST", "ST",
	"STC", "STI", "STL", "STN", "STW", "SW", "SX", "T0", "T3",
	"TAH", "TAN", "TI", "TIC", "TIP", "TKM", "TMS", "TNE", "TP", "TPR",
	"TQD", "TRL", "TST", "TTS", "U1", "U2", "UA", "UB", "VA", "VLT", "VP",
	"W2", "WA", "WB", "WCD", "WE", "WEB", "WEE", "WG", "WHR", "WM", "WSD",
	"WTT", "X1", "X1A", "X1B", "X1D", "X1F", "X1G", "X1W", "X2C", "X3A",
	"X3H", "X43", "X44", "X4A", "X4B", "X4C", "X4D", "X4F", "X4G", "X4H",
	"X5H", "X5L", "X5M", "X6H", "X6P", "X7A", "X7B", "X8A", "X8B", "X8C",
	"XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "XAG", "XAH", "XAI", "XAJ",
	"XAL", "XAM", "XAP", "XAT", "XAV", "XB4", "XBA", "XBB", "XBC", "XBD",
	"XBE", "XBF", "XBG", "XBH", "XBI", "XBJ", "XBK", "XBL", "XBM", "XBN",
	"XBO", "XBP", "XBQ", "XBR", "XBS", "XBT", "XBU", "XBV", "XBW", "XBX",
	"XBY", "XBZ", "XCA", "XCB", "XCC", "XCD", "XCE", "XCF", "XCG", "XCH",
	"XCI", "XCJ", "XCK", "XCL", "XCM", "XCN", "XCO", "XCP", "XCQ", "XCR",
	"XCS", "XCT", "XCU", "XCV", "XCW", "XCX", "XCY", "XCZ", "XDA", "XDB",
	"XDC", "XDG", "XDH", "XDI", "XDJ", "XDK", "XDL", "XDM", "XDN", "XDP",
	"XDR", "XDS", "XDT", "XDU", "XDV", "XDW", "XDX", "XDY", "XEC", "XED",
	"XEE", "XEF", "XEG", "XEH", "XEI", "XEN", "XFB", "XFC", "XFD", "XFE",
	"XFI", "XFL", "XFO", "XFP", "XFR", "XFT", "XFW", "XFX", "XGB", "XGI",
	"XGL", "XGR", "XGU", "XGY", "XGZ", "XHA", "XHB", "XHC", "XHG", "XHN",
	"XHR", "XIA", "XIB", "XIC", "XID", "XIE", "XIF", "XIG", "XIH", "XIK",
	"XIL", "XIN", "XIZ", "XJB", "XJC", "XJG", "XJR", "XJT", "XJY", "XKG",
	"XKI", "XLE", "XLG", "XLT", "XLU", "XLV", "XLZ", "XMA", "XMB", "XMC",
	"XME", "XMR", "XMS", "XMT", "XMW", "XMX", "XNA", "XNE", "XNF", "XNG",
	"XNS", "XNT", "XNU", "XNV", "XOA", "XOB", "XOC", "XOD", "XOE", "XOF",
	"XOK", "XOT", "XOU", "XP2", "XPA", "XPB", "XPC", "XPD", "XPE", "XPF",
	"XPG", "XPH", "XPI", "XPJ", "XPK", "XPL", "XPN", "XPO", "XPP", "XPR",
	"XPT", "XPU", "XPV", "XPX", "XPY", "XPZ", "XQA", "XQB", "XQC", "XQD",
	"XQF", "XQG", "XQH", "XQJ", "XQK", "XQL", "XQM", "XQN", "XQP", "XQQ",
	"XQR", "XQS", "XRD", "XRG", "XRJ", "XRK", "XRL", "XRO", "XRT", "XRZ",
	"XSA", "XSB", "XSC", "XSD", "XSE", "XSH", "XSI", "XSK", "XSL", "XSM",
	"XSO", "XSP", "XSS", "XST", "XSU", "XSV", "XSW", "XSX", "XSY", "XSZ",
	"XT1", "XTB", "XTC", "XTD", "XTE", "XTG", "XTI", "XTK", "XTL", "XTN",
	"XTO", "XTR", "XTS", "XTT", "XTU", "XTV", "XTW", "XTY", "XTZ", "XUC",
	"XUN", "XVA", "XVG", "XVI", "XVK", "XVL", "XVN", "XVO", "XVP", "XVQ",
	"XVR", "XVS", "XVY", "XWA", "XWB", "XWC", "XWD", "XWF", "XWG", "XWH",
	"XWJ", "XWK", "XWL", "XWM", "XWN", "XWP", "XWQ", "XWR", "XWS", "XWT",
	"XWU", "XWV", "XWW", "XWX", "XWY", "XWZ", "XXA", "XXB", "XXC", "XXD",
	"XXF", "XXG", "XXH", "XXJ", "XXK", "XYA", "XYB", "XYC", "XYD", "XYF",
	"XYG", "XYH", "XYJ", "XYK", "XYL", "XYM", "XYN", "XYP", "XYQ", "XYR",
	"XYS", "XYT", "XYV", "XYW", "XYX", "XYY", "XYZ", "XZA", "XZB", "XZC",
	"XZD", "XZF", "XZG", "XZH", "XZJ", "XZK", "XZL", "XZM", "XZN", "XZP",
	"XZQ", "XZR", "XZS", "XZT", "XZU", "XZV", "XZW", "XZX", "XZY", "XZZ",
	"YDK", "YDQ", "YRD", "ZP", "ZZ",
};

struct alias {
	char code[MAX_CODE + 1];
	char rec20[MAX_CODE + 1];
};

/* What X12 element 355 calls by other letters, and the letters that mean the
 * same there as in Rec 20.  CS (cassette) is left out on purpose. */
static const struct alias x12[] = {
	{ "01", "LBR" }, { "26", "STN" }, { "50", "KGM" }, { "58", "KGM" },
	{ "AM", "XAM" }, { "AS", "AS" }, { "BA", "XBL" }, { "BC", "XBJ" },
	{ "BD", "XBE" }, { "BE", "XBE" }, { "BF", "BFT" }, { "BG", "XBG" },
	{ "BO", "XBO" }, { "BR", "BLL" }, { "BS", "XBK" }, { "BU", "BUA" },
	{ "BX", "XBX" }, { "C3", "CLT" }, { "CA", "XCS" }, { "CC", "CMQ" },
	{ "CF", "FTQ" }, { "CG", "XCM" }, { "CH", "XCN" }, { "CI", "INQ" },
	{ "CM", "CMT" }, { "CN", "XCX" }, { "CP", "XCR" }, { "CQ", "XCQ" },
	{ "CR", "MTQ" }, { "CT", "XCT" }, { "CU", "XCU" }, { "CX", "XCL" },
	{ "CY", "YDQ" }, { "DA", "DAY" }, { "DI", "XDN" }, { "DK", "KMT" },
	{ "DL", "DLT" }, { "DM", "DMT" }, { "DP", "DPR" }, { "DR", "XDR" },
	{ "DZ", "DZN" }, { "EA", "C62" }, { "EV", "XEN" }, { "FO", "OZA" },
	{ "FT", "FOT" }, { "FZ", "OZI" }, { "GA", "GLL" }, { "GG", "GGR" },
	{ "GI", "GLI" }, { "GR", "GRM" }, { "GS", "GRO" }, { "GT", "KGM" },
	{ "HC", "CEN" }, { "HR", "HUR" }, { "HU", "CEN" }, { "IN", "INH" },
	{ "JR", "XJR" }, { "KE", "XKG" }, { "KG", "KGM" }, { "KH", "KWH" },
	{ "KT", "KT" }, { "LB", "LBR" }, { "LF", "LF" }, { "LM", "LM" },
	{ "LN", "LN" }, { "LO", "LO" }, { "LR", "LR" }, { "LT", "LTR" },
	{ "LY", "LY" }, { "ME", "MGM" }, { "MJ", "MIN" }, { "ML", "MLT" },
	{ "MM", "MMT" }, { "MO", "MON" }, { "MP", "TNE" }, { "MR", "MTR" },
	{ "OZ", "ONZ" }, { "P1", "P1" }, { "PA", "XPL" }, { "PC", "C62" },
	{ "PF", "XPX" }, { "PH", "XPK" }, { "PK", "XPK" }, { "PL", "XPX" },
	{ "PR", "PR" }, { "PS", "PS" }, { "PT", "PT" }, { "QR", "QR" },
	{ "QT", "QT" }, { "RE", "XRL" }, { "RL", "XRO" }, { "RM", "RM" },
	{ "RO", "XRO" }, { "SC", "CMK" }, { "SF", "FTK" }, { "SH", "ST" },
	{ "SI", "INK" }, { "SL", "XSY" }, { "SM", "MTK" }, { "SO", "XSO" },
	{ "SR", "SR" }, { "ST", "SET" }, { "SV", "XSI" }, { "SY", "YDK" },
	{ "TB", "XTU" }, { "TE", "XTO" }, { "TH", "MIL" }, { "TK", "XTK" },
	{ "TN", "STN" }, { "TO", "APZ" }, { "TU", "XTU" }, { "TY", "XPU" },
	{ "UN", "C62" }, { "VI", "XVI" }, { "WK", "WEE" }, { "YD", "YRD" },
	{ "YR", "ANN" }, { "ZZ", "ZZ" },
};

/* What is sent in UBL and EDIFACT and is no Rec 20: national habits, older
 * editions of 6411, and Rec 21 without its X where the letters are free. */
static const struct alias habits[] = {
	{ "BC", "XBC" }, { "BE", "XBE" }, { "BG", "XBG" },
	{ "BI", "XBI" }, { "BO", "XBO" }, { "BX", "XBX" }, { "CL", "CLT" },
	{ "CR", "XCR" }, { "CS", "XCS" }, { "CT", "XCT" }, { "DR", "XDR" },
	{ "DZ", "DZN" }, { "EUR", "XPX" }, { "GR", "GRM" }, { "JR", "XJR" },
	{ "KAR", "XCT" }, { "KG", "KGM" }, { "KGR", "KGM" }, { "KRT", "XCT" },
	{ "L", "LTR" }, { "LT", "LTR" }, { "M", "MTR" }, { "M2", "MTK" },
	{ "M3", "MTQ" }, { "MO", "MON" }, { "PAK", "XPK" }, { "PC", "C62" },
	{ "PCE", "C62" }, { "PCK", "XPK" }, { "PCS", "C62" }, { "PK", "XPK" },
	{ "PX", "XPX" }, { "RL", "XRL" }, { "RO", "XRO" }, { "STK", "C62" },
	{ "TU", "XTU" }, { "UN", "C62" },
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Binary search over rows that begin with a code. */
static const char *
find(const void *table, size_t n, size_t size, uint32_t code)
{
	size_t low = 0, high = n, at;
	const char *row;
	uint32_t v;

	while (low < high) {
		at = (low + high) / 2;
		row = (const char *)table + at * size;
		v = pack(ou_str_c(row));
		if (v == code)
			return row;
		if (v < code)
			low = at + 1;
		else
			high = at;
	}
	return NULL;
}

static struct ou_str
find_alias(const struct alias *table, size_t n, uint32_t code)
{
	const char *row = find(table, n, sizeof(*table), code);

	return row == NULL ? OU_STR_NONE :
	    ou_str_c(((const struct alias *)(const void *)row)->rec20);
}

struct ou_str
ou_unit_code(enum ou_unit_family family, struct ou_str code)
{
	uint32_t v = pack(code);
	struct ou_str known;

	if (v == 0)
		return OU_STR_NONE;
	if (family == OU_UNITS_X12)
		return find_alias(x12, COUNT(x12), v);
	known = find_alias(habits, COUNT(habits), v);
	if (known.p != NULL)
		return known;
	return ou_str_c(find(rec20, COUNT(rec20), sizeof(rec20[0]), v));
}

/* Of several names the one that everybody understands. */
static const struct alias usual_x12[] = {
	{ "EA", "C62" }, { "HU", "CEN" }, { "KG", "KGM" }, { "LB", "LBR" },
	{ "PK", "XPK" }, { "PL", "XPX" }, { "TN", "STN" },
};
static const struct alias usual_edifact[] = {
	{ "CL", "CLT" }, { "CR", "XCR" }, { "CS", "XCS" }, { "CT", "XCT" },
	{ "PCE", "C62" }, { "PK", "XPK" }, { "PX", "XPX" }, { "BX", "XBX" },
};

static struct ou_str
name_of(const struct alias *table, size_t n, struct ou_str code)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_is(code, table[i].rec20))
			return ou_str_c(table[i].code);
	}
	return OU_STR_NONE;
}

struct ou_str
ou_unit_foreign(enum ou_unit_family family, struct ou_str code)
{
	struct ou_str name = OU_STR_NONE;

	if (family == OU_UNITS_X12) {
		name = name_of(usual_x12, COUNT(usual_x12), code);
		if (name.p == NULL)
			name = name_of(x12, COUNT(x12), code);
	} else if (family == OU_UNITS_EDIFACT)
		name = name_of(usual_edifact, COUNT(usual_edifact), code);
	return name.p != NULL ? name : code;
}

#define CODE3(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | \
	(uint32_t)(c))

static bool
is_piece(uint32_t code)
{
	switch (code) {
	case CODE3('C', '6', '2'):	/* one */
	case CODE3('E', 'A', 0):	/* each */
	case CODE3('H', '8', '7'):	/* piece */
	case CODE3('N', 'A', 'R'):	/* number of articles */
	case CODE3('X', 'P', 'P'):	/* piece, Rec 21 */
	case CODE3('X', 'U', 'N'):	/* unit, Rec 21 */
	case CODE3('P', 'C', 'E'):
		return true;
	default:
		return false;
	}
}

bool
ou_unit_same(struct ou_str a, struct ou_str b)
{
	if (a.p == NULL || b.p == NULL)
		return a.p == b.p;
	return ou_str_eq(a, b) || (is_piece(pack(a)) && is_piece(pack(b)));
}

enum pack_kind { NO_PACK, CASE, LAYER, PALLET };

static enum pack_kind
pack_kind(struct ou_str unit)
{
	switch (pack(unit)) {
	case CODE3('X', 'B', 'X'):	/* box */
	case CODE3('X', 'C', 'S'):	/* case */
	case CODE3('X', 'C', 'T'):	/* carton */
	case CODE3('X', 'C', 'R'):	/* crate */
	case CODE3('X', 'P', 'A'):	/* packet */
	case CODE3('X', 'P', 'K'):	/* package */
	case CODE3('X', 'P', 'C'):	/* parcel */
	case CODE3('X', 'T', 'Y'):	/* tray */
	case CODE3('N', 'M', 'P'):	/* number of packs */
		return CASE;
	case CODE3('L', 'R', 0):
		return LAYER;
	case CODE3('X', 'P', 'X'):
	case CODE3('P', 'F', 0):	/* pallet (lift) */
		return PALLET;
	default:
		return NO_PACK;
	}
}

bool
ou_unit_is_pack(struct ou_str code)
{
	return pack_kind(code) != NO_PACK;
}

/*
 * Measures as whole numbers of a unit so small that all of one kind are
 * exact: legal definitions, not approximations.
 */
enum measure {
	PIECES, MASS, LENGTH, AREA, VOLUME, SECONDS, MONTHS, ENERGY, POWER,
	SHEETS,
};

static const struct {
	char code[MAX_CODE + 1];
	enum measure measure;
	int64_t size;
} measures[] = {
	{ "ANN", MONTHS, 12 },
	{ "CEN", PIECES, 100 },
	{ "CLT", VOLUME, INT64_C(100000000000) },
	{ "CMK", AREA, 10000 },
	{ "CMQ", VOLUME, INT64_C(10000000000) },
	{ "CMT", LENGTH, 10000000 },
	{ "DAY", SECONDS, 86400 },
	{ "DLT", VOLUME, INT64_C(1000000000000) },
	{ "DMK", AREA, 1000000 },
	{ "DMQ", VOLUME, INT64_C(10000000000000) },
	{ "DMT", LENGTH, 100000000 },
	{ "DPC", PIECES, 12 },
	{ "DPR", PIECES, 24 },
	{ "DTN", MASS, INT64_C(100000000000000) },
	{ "DZN", PIECES, 12 },
	{ "FOT", LENGTH, 304800000 },
	{ "FTK", AREA, 9290304 },
	{ "GGR", PIECES, 1728 },
	{ "GLI", VOLUME, INT64_C(45460900000000) },
	{ "GLL", VOLUME, INT64_C(37854117840000) },
	{ "GRM", MASS, INT64_C(1000000000) },
	{ "GRO", PIECES, 144 },
	{ "GWH", ENERGY, INT64_C(1000000000) },
	{ "HGM", MASS, INT64_C(100000000000) },
	{ "HLT", VOLUME, INT64_C(1000000000000000) },
	{ "HUR", SECONDS, 3600 },
	{ "INH", LENGTH, 25400000 },
	{ "INK", AREA, 64516 },
	{ "KGM", MASS, INT64_C(1000000000000) },
	{ "KMT", LENGTH, INT64_C(1000000000000) },
	{ "KTN", MASS, INT64_C(1000000000000000000) },
	{ "KWH", ENERGY, 1000 },
	{ "KWT", POWER, 1000 },
	{ "LBR", MASS, INT64_C(453592370000) },
	{ "LTN", MASS, INT64_C(1016046908800000) },
	{ "LTR", VOLUME, INT64_C(10000000000000) },
	{ "MAW", POWER, 1000000 },
	{ "MGM", MASS, 1000000 },
	{ "MIL", PIECES, 1000 },
	{ "MIN", SECONDS, 60 },
	{ "MIO", PIECES, 1000000 },
	{ "MLT", VOLUME, INT64_C(10000000000) },
	{ "MMK", AREA, 100 },
	{ "MMT", LENGTH, 1000000 },
	{ "MON", MONTHS, 1 },
	{ "MTK", AREA, 100000000 },
	{ "MTQ", VOLUME, INT64_C(10000000000000000) },
	{ "MTR", LENGTH, 1000000000 },
	{ "MWH", ENERGY, 1000000 },
	{ "NPR", PIECES, 2 },
	{ "ONZ", MASS, INT64_C(28349523125) },
	{ "OZA", VOLUME, INT64_C(295735295625) },
	{ "PR", PIECES, 2 },
	{ "PT", VOLUME, INT64_C(4731764730000) },
	{ "QR", SHEETS, 25 },
	{ "QT", VOLUME, INT64_C(9463529460000) },
	{ "RM", SHEETS, 500 },
	{ "SCO", PIECES, 20 },
	{ "SEC", SECONDS, 1 },
	{ "SMI", LENGTH, INT64_C(1609344000000) },
	{ "ST", SHEETS, 1 },
	{ "STN", MASS, INT64_C(907184740000000) },
	{ "T3", PIECES, 1000 },
	{ "TNE", MASS, INT64_C(1000000000000000) },
	{ "TPR", PIECES, 20 },
	{ "WEE", SECONDS, 604800 },
	{ "WHR", ENERGY, 1 },
	{ "WTT", POWER, 1 },
	{ "YDK", AREA, 83612736 },
	{ "YRD", LENGTH, 914400000 },
};

static bool
measure_of(struct ou_str unit, enum measure *measure, int64_t *size)
{
	uint32_t code = pack(unit);
	const char *row;
	size_t i;

	if (code == 0)
		return false;
	if (is_piece(code)) {
		*measure = PIECES;
		*size = 1;
		return true;
	}
	row = find(measures, COUNT(measures), sizeof(measures[0]), code);
	if (row == NULL)
		return false;
	i = (size_t)(row - (const char *)measures) / sizeof(measures[0]);
	*measure = measures[i].measure;
	*size = measures[i].size;
	return true;
}

bool
ou_unit_factor(struct ou_str from, struct ou_str to,
    struct ou_quantity *factor)
{
	enum measure a, b;
	int64_t x, y;
	struct ou_quantity q;

	if (from.p != NULL && ou_str_eq(from, to)) {
		*factor = ou_quantity_of(1);
		return true;
	}
	if (!measure_of(from, &a, &x) || !measure_of(to, &b, &y) || a != b)
		return false;
	if (ou_quantity_ratio(&q, (struct ou_quantity){ x, true },
	    (struct ou_quantity){ y, true }, NULL) != 0)
		return false;
	*factor = q;
	return true;
}

bool
ou_unit_ratio(struct ou_str from, struct ou_str to, int64_t *num,
    int64_t *den)
{
	enum measure a, b;
	int64_t x, y, t;

	*num = *den = 1;
	if (from.p != NULL && ou_str_eq(from, to))
		return true;
	if (!measure_of(from, &a, num) || !measure_of(to, &b, den) || a != b)
		return false;
	for (x = *num, y = *den; y != 0; x = t) {
		t = y;
		y = x % y;
	}
	*num /= x;
	*den /= x;
	return true;
}

bool
ou_unit_resolve(struct ou_str unit, const struct ou_unit_packs *packs,
    struct ou_quantity *factor)
{
	struct ou_str own = packs->unit.p != NULL ? packs->unit :
	    OU_STR("C62");
	struct ou_quantity q = { 0, false };

	if (unit.p == NULL || ou_unit_same(unit, own)) {
		*factor = ou_quantity_of(1);
		return true;
	}
	switch (pack_kind(unit)) {
	case CASE:
		q = packs->pack;
		break;
	case LAYER:
		q = packs->layer;
		break;
	case PALLET:
		q = packs->pallet;
		break;
	case NO_PACK:
		return ou_unit_factor(unit, own, factor);
	}
	if (!q.given || q.v <= 0)
		return false;
	*factor = q;
	return true;
}

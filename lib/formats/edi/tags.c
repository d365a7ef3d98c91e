#include <stdlib.h>
#include <string.h>

#include "ou/formats/edi/syntax.h"

/*
 * The segments that there are: X12 up to 005010, EDIFACT with its service
 * segments, and those of the trades that use its syntax.  In the order of
 * their bytes, for a search that halves.
 */
static const char x12[][4] = {
	"A1", "A3", "AAA", "ACD", "ACK", "ACS", "ACT", "AD1", "ADI", "ADJ",
	"ADT", "ADV", "ADX", "AEI", "AES", "AIN", "AK1", "AK2", "AK3", "AK4",
	"AK5", "AK6", "AK7", "AK8", "AK9", "AM1", "AMT", "ANI", "AOC", "AOI",
	"AOL", "AOR", "AP1", "APE", "API", "APR", "ARC", "ARS", "ASI", "ASL",
	"ASM", "ASO", "AST", "AT", "AT1", "AT2", "AT3", "AT4", "AT5", "AT6",
	"AT7", "AT8", "AT9", "ATA", "ATH", "ATN", "ATR", "ATV", "AVA", "AWD",
	"AXL", "B1", "B10", "B11", "B12", "B13", "B2", "B2A", "B3", "B3A",
	"B3B", "B4", "B5", "B8", "B9", "B9A", "BA1", "BA2", "BAA", "BAK", "BAL",
	"BAT", "BAU", "BAX", "BBC", "BC", "BCA", "BCD", "BCH", "BCI", "BCM",
	"BCO", "BCP", "BCQ", "BCS", "BCT", "BCU", "BDD", "BDS", "BEG", "BEN",
	"BEP", "BFR", "BFS", "BGF", "BGN", "BGP", "BHT", "BIA", "BIG", "BIN",
	"BIX", "BJF", "BL", "BLC", "BLI", "BLN", "BLP", "BLR", "BLS", "BMA",
	"BMG", "BMM", "BMP", "BMS", "BNR", "BNX", "BOL", "BOR", "BOS", "BOX",
	"BPA", "BPP", "BPR", "BPS", "BPT", "BQR", "BQT", "BR", "BRA", "BRC",
	"BRR", "BSC", "BSD", "BSF", "BSI", "BSN", "BSR", "BSS", "BSW", "BT1",
	"BTA", "BTC", "BTI", "BTP", "BTR", "BTS", "BUY", "BVA", "BVB", "BVP",
	"BVS", "BW", "BX", "C2", "C3", "C4", "C8", "C8C", "CA1", "CAD", "CAI",
	"CAL", "CAS", "CAT", "CB1", "CBS", "CCI", "CD", "CD1", "CD2", "CD3",
	"CDA", "CDD", "CDI", "CDS", "CED", "CF1", "CF2", "CFI", "CFT", "CGS",
	"CHB", "CHR", "CI", "CIC", "CID", "CII", "CIV", "CL1", "CLD", "CLI",
	"CLM", "CLP", "CLR", "CM", "CMA", "CMC", "CN1", "COB", "COM", "CON",
	"CPR", "CQ", "CR1", "CR2", "CR3", "CR4", "CR5", "CR6", "CR7", "CR8",
	"CRC", "CRD", "CRI", "CRO", "CRS", "CRT", "CRV", "CS", "CSB", "CSC",
	"CSD", "CSE", "CSF", "CSH", "CSI", "CSM", "CSS", "CST", "CSU", "CT",
	"CTB", "CTC", "CTP", "CTT", "CTX", "CUR", "CV", "CYC", "D8", "D9",
	"DAD", "DAI", "DAM", "DB", "DD", "DDI", "DED", "DEF", "DEG", "DEL",
	"DEP", "DEX", "DFI", "DH", "DIS", "DK", "DL", "DLV", "DM", "DMA", "DMG",
	"DMI", "DN", "DN1", "DN2", "DOS", "DP", "DPN", "DR", "DRT", "DSB",
	"DTM", "DTP", "DVI", "E01", "E03", "E1", "E10", "E13", "E20", "E22",
	"E24", "E30", "E34", "E4", "E40", "E41", "E5", "E6", "E8", "EA", "EB",
	"EC", "ED", "EDF", "EFI", "EI", "EIA", "ELV", "EM", "EMP", "EMS", "EMT",
	"ENE", "ENM", "ENR", "ENT", "EQ", "EQD", "EQR", "ER", "ERI", "ERP",
	"ES", "ESI", "ETD", "EXI", "F01", "F02", "F04", "F05", "F07", "F09",
	"F10", "F11", "F12", "F13", "F14", "F6X", "F9", "FA1", "FA2", "FAA",
	"FAC", "FBB", "FC", "FCL", "FDA", "FGS", "FH", "FIR", "FIS", "FK",
	"FNA", "FOB", "FOS", "FPT", "FRM", "FSA", "FST", "FTH", "G01", "G03",
	"G04", "G05", "G06", "G07", "G08", "G09", "G1", "G10", "G11", "G12",
	"G13", "G14", "G15", "G16", "G17", "G18", "G19", "G2", "G20", "G21",
	"G22", "G23", "G24", "G25", "G26", "G27", "G28", "G29", "G3", "G30",
	"G31", "G32", "G33", "G35", "G36", "G37", "G38", "G39", "G4", "G40",
	"G42", "G43", "G45", "G46", "G47", "G48", "G49", "G5", "G50", "G51",
	"G53", "G54", "G55", "G61", "G62", "G63", "G66", "G68", "G69", "G70",
	"G72", "G73", "G76", "G82", "G83", "G84", "G85", "G86", "G87", "G88",
	"G89", "G91", "G92", "G93", "G94", "G95", "GA", "GDP", "GE", "GF", "GH",
	"GID", "GR", "GR2", "GR4", "GR5", "GRI", "GRP", "GS", "GY", "H1", "H2",
	"H3", "H5", "H6", "HAD", "HC", "HCP", "HCR", "HD", "HI", "HL", "HLH",
	"HPL", "HS", "HSD", "IC", "ICH", "ICM", "ID", "ID1", "ID2", "ID3",
	"ID4", "IDB", "IDC", "IEA", "IGI", "III", "IIS", "IK3", "IK4", "IK5",
	"IM", "IMA", "IMM", "IMP", "IN1", "IN2", "INC", "IND", "INI", "INQ",
	"INR", "INS", "INT", "INV", "INX", "IRA", "IRP", "IS1", "IS2", "ISA",
	"ISB", "ISC", "ISD", "ISE", "ISI", "ISR", "ISS", "ISX", "IT1", "IT3",
	"IT8", "ITA", "ITC", "ITD", "IV1", "JCT", "JID", "JIL", "JIT", "JL",
	"JS", "K1", "K2", "K3", "L0", "L1", "L10", "L11", "L12", "L13", "L1A",
	"L3", "L4", "L5", "L7", "L8", "L9", "LAD", "LC", "LC1", "LCD", "LCT",
	"LDT", "LE", "LEP", "LEQ", "LET", "LFG", "LFH", "LFI", "LH", "LH1",
	"LH2", "LH3", "LH4", "LH6", "LHE", "LHR", "LHT", "LIC", "LID", "LIE",
	"LIN", "LM", "LN", "LN1", "LN2", "LOC", "LOD", "LP", "LPD", "LQ", "LRQ",
	"LS", "LS1", "LT", "LTE", "LTR", "LUC", "LUI", "LV", "LX", "M0", "M1",
	"M10", "M11", "M12", "M13", "M14", "M15", "M2", "M20", "M21", "M3",
	"M7", "M7A", "MAN", "MBL", "MC", "MCD", "MCT", "MEA", "MI", "MI1",
	"MIA", "MIC", "MIN", "MIR", "MIS", "MIT", "MKS", "MLA", "MLS", "MNC",
	"MOA", "MPI", "MPP", "MRC", "MS", "MS1", "MS2", "MS3", "MS4", "MS5",
	"MS6", "MSG", "MSI", "MSS", "MTX", "N1", "N10", "N11", "N12", "N2",
	"N3", "N4", "N5", "N7", "N7A", "N7B", "N8", "N8A", "N9", "NA", "NCA",
	"NCD", "NM1", "NTE", "NX1", "NX2", "OBI", "OD", "OI", "OID", "OOI",
	"OPS", "OPX", "OQS", "ORI", "OTI", "P1", "P2", "P4", "P5", "PAD", "PAI",
	"PAL", "PAM", "PAS", "PAT", "PBI", "PCL", "PCR", "PCS", "PCT", "PD",
	"PDD", "PDE", "PDI", "PDL", "PDP", "PDR", "PDS", "PEN", "PER", "PEX",
	"PI", "PID", "PIN", "PKD", "PKG", "PKL", "PL", "PLA", "PLB", "PLC",
	"PLD", "PLI", "PM", "PO1", "PO3", "PO4", "POC", "POD", "PPA", "PPD",
	"PPL", "PPY", "PR", "PR1", "PR2", "PRC", "PRD", "PRF", "PRI", "PRJ",
	"PRM", "PRR", "PRS", "PRT", "PRV", "PS", "PS1", "PSA", "PSC", "PSD",
	"PT", "PTD", "PTF", "PTS", "PUN", "PWK", "PYD", "PYM", "PYT", "Q2",
	"Q3", "Q5", "Q6", "Q7", "Q8", "QTY", "R1", "R11", "R12", "R13", "R2",
	"R2A", "R2B", "R2C", "R2D", "R3", "R4", "R9", "RA", "RAB", "RAP", "RB",
	"RC", "RCD", "RCR", "RD", "RDD", "RDI", "RDM", "RDR", "RDT", "REA",
	"REC", "RED", "REF", "REL", "REN", "REP", "REQ", "RES", "RET", "RH",
	"RIC", "RLD", "RLT", "RMR", "RMT", "RO", "RP", "RPA", "RQS", "RRA",
	"RS", "RSC", "RSD", "RST", "RT", "RT1", "RTE", "RTT", "RU1", "RU2",
	"RU3", "RYL", "S1", "S1A", "S1E", "S1S", "S2", "S2A", "S2E", "S2S",
	"S3A", "S3E", "S3S", "S4A", "S4E", "S4S", "S5", "S9", "SA", "SAC",
	"SAD", "SAL", "SB", "SBR", "SBT", "SC", "SCA", "SCD", "SCH", "SCL",
	"SCM", "SCN", "SCP", "SCR", "SCS", "SCT", "SD1", "SDP", "SDQ", "SE",
	"SER", "SES", "SFC", "SG", "SHD", "SHI", "SHP", "SHR", "SI", "SID",
	"SII", "SIN", "SL1", "SLA", "SLI", "SLN", "SMA", "SMB", "SMD", "SMO",
	"SMR", "SMS", "SN1", "SOI", "SOM", "SP", "SPA", "SPE", "SPI", "SPK",
	"SPO", "SPR", "SPS", "SPY", "SR", "SRA", "SRD", "SRE", "SRM", "SRT",
	"SS", "SSC", "SSD", "SSE", "SSS", "SST", "ST", "STA", "STC", "STP",
	"STS", "SUM", "SUP", "SV", "SV1", "SV2", "SV3", "SV4", "SV5", "SV6",
	"SV7", "SVA", "SVC", "SVD", "SW", "SWC", "SWD", "SWR", "T1", "T2", "T3",
	"T6", "T8", "TA", "TA1", "TA3", "TAX", "TBI", "TC2", "TCD", "TD1",
	"TD3", "TD4", "TD5", "TDS", "TDT", "TED", "TEM", "TER", "TF", "TFR",
	"TFS", "THE", "TI", "TIA", "TID", "TII", "TIS", "TLN", "TMD", "TOA",
	"TOO", "TOV", "TPB", "TPD", "TRD", "TRF", "TRL", "TRN", "TRS", "TRT",
	"TS", "TS2", "TS3", "TSD", "TSI", "TSP", "TST", "TSU", "TT", "TUD",
	"TXI", "TXN", "TXP", "UC", "UCS", "UD", "UDA", "UIT", "UM", "UQS", "UR",
	"USD", "USI", "UWI", "V1", "V2", "V3", "V4", "V5", "V9", "VAD", "VAR",
	"VAT", "VC", "VC1", "VDI", "VEH", "VID", "VR", "VRC", "W01", "W03",
	"W04", "W05", "W06", "W07", "W08", "W09", "W1", "W10", "W12", "W13",
	"W14", "W15", "W17", "W18", "W19", "W2", "W20", "W27", "W28", "W3",
	"W4", "W5", "W6", "W66", "W76", "WLD", "WS", "X01", "X02", "X1", "X2",
	"X4", "X7", "XD", "XH", "XPO", "XQ", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6",
	"Y7", "YNQ",
};

static const char edifact[][4] = {
	"ABI", "ADI", "ADR", "ADS", "AGR", "AJT", "ALC", "ALI", "ALS", "APD",
	"API", "APP", "APR", "APT", "ARD", "ARR", "ASI", "ATI", "ATT", "AUT",
	"BAS", "BCA", "BGI", "BGM", "BII", "BLI", "BUS", "CAV", "CCD", "CCI",
	"CDI", "CDS", "CDV", "CED", "CFG", "CHI", "CIN", "CLA", "CLI", "CLT",
	"CMN", "CMP", "CNI", "CNT", "CNX", "COD", "COI", "COM", "CON", "COO",
	"COT", "CPD", "CPI", "CPN", "CPS", "CPT", "CRI", "CST", "CTA", "CTI",
	"CUR", "CUX", "DAM", "DAT", "DAV", "DFN", "DGI", "DGS", "DII", "DIM",
	"DIS", "DLI", "DLM", "DMS", "DNT", "DOC", "DPI", "DRD", "DRU", "DSG",
	"DSI", "DTI", "DTM", "EBD", "EDT", "EFI", "ELM", "ELU", "ELV", "EMP",
	"EQA", "EQD", "EQI", "EQN", "ERC", "ERI", "ERP", "EVE", "EVT", "FCA",
	"FDT", "FII", "FNS", "FNT", "FOR", "FRM", "FRQ", "FSQ", "FTI", "FTX",
	"GDS", "GEI", "GID", "GIN", "GIR", "GIS", "GOR", "GPI", "GPO", "GRU",
	"HAN", "HDI", "HDR", "HDS", "HSI", "HYN", "ICD", "ICI", "IDE", "IFD",
	"IFT", "IHC", "IHI", "IMD", "IMP", "IND", "INP", "INS", "INV", "IRQ",
	"ITC", "ITD", "ITM", "LAN", "LDR", "LIA", "LIN", "LKP", "LOC", "LTS",
	"MAN", "MAP", "MEA", "MEM", "MES", "MKS", "MOA", "MOV", "MSD", "MSG",
	"MTD", "MTI", "NAA", "NAD", "NAM", "NAT", "NME", "NUN", "OBS", "ODI",
	"ODS", "ORG", "OTI", "PAC", "PAD", "PAI", "PAS", "PAT", "PCC", "PCD",
	"PCI", "PDI", "PDT", "PER", "PGI", "PIA", "PIT", "PLI", "PLS", "PMT",
	"PNA", "POC", "POP", "POR", "POS", "PRC", "PRD", "PRE", "PRI", "PRO",
	"PRT", "PRV", "PSD", "PSI", "PTS", "PTT", "PTY", "PVD", "PYT", "QRS",
	"QTI", "QTY", "QUA", "QVA", "QVR", "RCI", "RCS", "REF", "REL", "REQ",
	"RES", "RFF", "RFR", "RFT", "RJL", "RLS", "RNG", "ROD", "RPI", "RPT",
	"RSI", "RSL", "RTC", "RTE", "RTI", "RUL", "S01", "S02", "S03", "S04",
	"S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13", "S14",
	"S15", "S16", "S17", "S18", "S19", "S20", "SAL", "SCC", "SCD", "SDT",
	"SEG", "SEL", "SEQ", "SER", "SFI", "SGP", "SGU", "SPR", "SPS", "SRC",
	"SRP", "SSD", "SSR", "STA", "STC", "STG", "STS", "SUM", "SVC", "SWI",
	"TAX", "TBD", "TCC", "TCE", "TCO", "TDI", "TDS", "TDT", "TEM", "TFF",
	"TIF", "TIZ", "TMD", "TMP", "TOD", "TPL", "TRA", "TRF", "TRI", "TRU",
	"TSR", "TVL", "TXI", "TXS", "TXT", "UCD", "UCF", "UCI", "UCM", "UCS",
	"UGH", "UGT", "UIB", "UIH", "UIR", "UIT", "UIZ", "UNA", "UNB", "UNE",
	"UNG", "UNH", "UNO", "UNP", "UNS", "UNT", "UNZ", "USA", "USB", "USC",
	"USD", "USE", "USF", "USH", "USL", "USR", "USS", "UST", "USU", "USX",
	"USY", "VEH", "VLI",
};

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(*x12));
}

bool
ou_edi_segment_known(enum ou_edi_family family, struct ou_str tag)
{
	char want[sizeof(*x12)] = { 0 };

	if (tag.n == 0 || tag.n >= sizeof(want))
		return false;
	memcpy(want, tag.p, tag.n);
	/* what partners agree on between themselves */
	if (want[0] == 'Z')
		return true;
	return family == OU_EDI_X12 ?
	    bsearch(want, x12, sizeof(x12) / sizeof(*x12), sizeof(*x12),
	    by_bytes) != NULL :
	    bsearch(want, edifact, sizeof(edifact) / sizeof(*edifact),
	    sizeof(*edifact), by_bytes) != NULL;
}

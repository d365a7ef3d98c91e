#include "ou/base/money.h"

/*
 * ISO 4217, in order: code and decimals, "-" where the standard says that
 * there are none (metals, bond units, tests).  Codes withdrawn in the last
 * years are kept, because old orders and price lists carry them.
 */
static const char currencies[] =
	"AED2AFN2ALL2AMD2ANG2AOA2ARS2AUD2AWG2AZN2BAM2BBD2BDT2BGN2BHD3BIF0BMD2"
	"BND2BOB2BOV2BRL2BSD2BTN2BWP2BYN2BZD2CAD2CDF2CHE2CHF2CHW2CLF4CLP0CNY2"
	"COP2COU2CRC2CUC2CUP2CVE2CZK2DJF0DKK2DOP2DZD2EGP2ERN2ETB2EUR2FJD2FKP2"
	"GBP2GEL2GHS2GIP2GMD2GNF0GTQ2GYD2HKD2HNL2HRK2HTG2HUF2IDR2ILS2INR2IQD3"
	"IRR2ISK0JMD2JOD3JPY0KES2KGS2KHR2KMF0KPW2KRW0KWD3KYD2KZT2LAK2LBP2LKR2"
	"LRD2LSL2LYD3MAD2MDL2MGA2MKD2MMK2MNT2MOP2MRU2MUR2MVR2MWK2MXN2MXV2MYR2"
	"MZN2NAD2NGN2NIO2NOK2NPR2NZD2OMR3PAB2PEN2PGK2PHP2PKR2PLN2PYG0QAR2RON2"
	"RSD2RUB2RWF0SAR2SBD2SCR2SDG2SEK2SGD2SHP2SLE2SLL2SOS2SRD2SSP2STN2SVC2"
	"SYP2SZL2THB2TJS2TMT2TND3TOP2TRY2TTD2TWD2TZS2UAH2UGX0USD2USN2UYI0UYU2"
	"UYW4UZS2VED2VES2VND0VUV0WST2XAD2XAF0XAG-XAU-XBA-XBB-XBC-XBD-XCD2XCG2"
	"XDR-XOF0XPD-XPF0XPT-XSU-XTS-XUA-XXX-YER2ZAR2ZMW2ZWG2ZWL2";

static uint32_t
three(const char *p)
{
	return (uint32_t)(unsigned char)p[0] << 16 |
	    (uint32_t)(unsigned char)p[1] << 8 | (unsigned char)p[2];
}

int
ou_currency_places(struct ou_str code)
{
	size_t low = 0, high = sizeof(currencies) / 4, at;
	uint32_t want, have;
	const char *row;

	if (code.n != 3)
		return -1;
	want = three(code.p);
	/* What nearly all orders are in. */
	if (want == three("EUR") || want == three("USD"))
		return 2;
	while (low < high) {
		at = (low + high) / 2;
		row = currencies + at * 4;
		have = three(row);
		if (want == have)
			return row[3] == '-' ? -1 : row[3] - '0';
		if (want < have)
			high = at;
		else
			low = at + 1;
	}
	return -1;
}

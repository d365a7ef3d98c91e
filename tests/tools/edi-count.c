/*
 * edi-count: what is in a file of X12 or EDIFACT, counted without any of the
 * library's code, so that the importer's accounts can be checked.
 *
 *	edi-count x12|edifact FILE...
 *
 * For each file one line, with tabs between: messages of all types, 850 or
 * ORDERS messages, how many of those have an order number and a line with
 * item and quantity, the sum of all line quantities in millionths, the file.
 * Segments are cut naively: separators are what stands behind ISA or in UNA.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char element, component, terminator, release_mark;
static long long messages, orders, readable, total;

/* The message at hand. */
static int in_order, has_number, has_line;
/* The line at hand. */
static int in_line, has_item, has_quantity, places, in_place, in_group;
static long long quantity, place_sum, schedule_sum;

/* Millionths; -1: not a number, or negative. */
static long long
number(const char *s)
{
	long long v = 0;
	int decimals = -1, digits = 0;

	if (*s == '+')
		s++;
	for (; *s != '\0'; s++) {
		if ((*s == '.' || *s == ',') && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (*s < '0' || *s > '9' || ++digits > 12)
			return -1;
		if (decimals >= 0 && decimals++ >= 6)
			continue;
		v = v * 10 + (*s - '0');
	}
	if (digits == 0)
		return -1;
	for (; decimals < 6; decimals++) {
		if (decimals < 0)
			decimals = 0;
		v *= 10;
	}
	return v;
}

static void
end_line(void)
{
	if (in_line && (places ? place_sum : schedule_sum) > 0 &&
	    (places || !has_quantity)) {
		quantity = places ? place_sum : schedule_sum;
		has_quantity = 1;
	}
	if (in_line && has_quantity) {
		total += quantity;
		if (has_item)
			has_line = 1;
	}
	in_line = 0;
}

static void
end_message(void)
{
	end_line();
	if (in_order && has_number && has_line)
		readable++;
	in_order = has_number = has_line = 0;
}

static void
begin_line(void)
{
	end_line();
	in_line = 1;
	has_item = has_quantity = places = in_place = in_group = 0;
	quantity = place_sum = schedule_sum = 0;
}

/* Cut ${s} at ${mark}; release characters are left where they are. */
static int
cut(char *s, char mark, char **part, int max)
{
	int n = 0;

	part[n++] = s;
	for (; *s != '\0'; s++) {
		if (release_mark != 0 && *s == release_mark && s[1] != '\0') {
			s++;
			continue;
		}
		if (*s == mark && n < max) {
			*s = '\0';
			part[n++] = s + 1;
		}
	}
	return n;
}

static char *
trimmed(char *s)
{
	size_t n;

	while (*s == ' ' || *s == '\t')
		s++;
	n = strlen(s);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\r' ||
	    s[n - 1] == '\n' || s[n - 1] == '\t'))
		s[--n] = '\0';
	return s;
}

#define PARTS 600
static char none[1];

static void
x12_segment(char *s)
{
	char *e[PARTS];
	long long v;
	int i, n = cut(s, element, e, PARTS);

	for (i = 0; i < n; i++)
		e[i] = trimmed(e[i]);
	for (i = n; i < 30; i++)
		e[i] = none;
	if (strcmp(e[0], "ST") == 0) {
		end_message();
		messages++;
		in_order = strcmp(e[1], "850") == 0;
		orders += in_order;
	} else if (strcmp(e[0], "SE") == 0) {
		end_message();
	} else if (!in_order) {
		return;
	} else if (strcmp(e[0], "BEG") == 0) {
		has_number |= *e[3] != '\0';
	} else if (strcmp(e[0], "PO1") == 0) {
		begin_line();
		for (i = 7; i < n; i += 2)
			has_item |= *e[i] != '\0';
		if ((v = number(e[2])) >= 0) {
			quantity = v;
			has_quantity = 1;
		}
	} else if (strcmp(e[0], "SDQ") == 0 && in_line) {
		for (i = 4; i < n && i < 23; i += 2) {
			if ((v = number(e[i])) >= 0)
				place_sum += v;
		}
		places = 1;
	} else if (strcmp(e[0], "SCH") == 0 && in_line) {
		if ((v = number(e[1])) >= 0)
			schedule_sum += v;
	} else if (strcmp(e[0], "CTT") == 0) {
		end_line();
	}
}

static void
edifact_quantity(char *s)
{
	char *c[4] = { none, none, none, none };
	long long v;

	(void)cut(s, component, c, 4);
	v = number(trimmed(c[1]));
	if (v < 0 || in_group)
		return;
	if (strcmp(c[0], "21") == 0 && !has_quantity) {
		quantity = v;
		has_quantity = 1;
	} else if (strcmp(c[0], "11") == 0 && in_place) {
		place_sum += v;
		places = 1;
	} else if (strcmp(c[0], "11") == 0) {
		schedule_sum += v;
	} else if (strcmp(c[0], "1") == 0 && !has_quantity) {
		quantity = v;
		has_quantity = 1;
	}
}

static int
component_given(char *s, int at)
{
	char *c[8] = { none, none, none, none, none, none, none, none };

	(void)cut(s, component, c, 8);
	return *trimmed(c[at]) != '\0';
}

static void
edifact_segment(char *s)
{
	char *e[PARTS], *c[8];
	int i, n = cut(s, element, e, PARTS);

	for (i = 0; i < n; i++)
		e[i] = trimmed(e[i]);
	for (i = n; i < 12; i++)
		e[i] = none;
	if (strcmp(e[0], "UNH") == 0) {
		end_message();
		messages++;
		(void)cut(e[2], component, c, 8);
		in_order = strcmp(trimmed(c[0]), "ORDERS") == 0;
		orders += in_order;
	} else if (strcmp(e[0], "UNT") == 0) {
		end_message();
	} else if (!in_order) {
		return;
	} else if (strcmp(e[0], "BGM") == 0) {
		has_number |= component_given(e[2], 0);
		end_line();
	} else if (strcmp(e[0], "LIN") == 0) {
		begin_line();
		has_item |= component_given(e[3], 0);
	} else if (strcmp(e[0], "PIA") == 0) {
		for (i = 2; i < n; i++)
			has_item |= (strcmp(e[1], "1") == 0 ||
			    strcmp(e[1], "5") == 0) &&
			    component_given(e[i], 0);
	} else if (strcmp(e[0], "QTY") == 0 && in_line) {
		edifact_quantity(e[1]);
	} else if (strcmp(e[0], "ALC") == 0) {
		in_group = 1;
	} else if (strcmp(e[0], "LOC") == 0) {
		in_place = strcmp(e[1], "7") == 0;
	} else if (strcmp(e[0], "UNS") == 0) {
		end_line();
	}
}

static void
x12_marks(const char *s)
{
	int n;

	element = s[3];
	terminator = '~';
	for (n = 0; *s != '\0' && n < 16; s++)
		n += *s == element;
	if (*s == '\0')
		return;
	component = *s++;
	/* the terminator, or what the line ends with */
	if (*s == ' ' && (s[1] == '\r' || s[1] == '\n'))
		s++;
	if (*s == '\r' && s[1] == '\n')
		s++;
	/* ISA16 left out */
	terminator = strncmp(s, "GS", 2) == 0 || strncmp(s, "ST", 2) == 0 ?
	    component : *s;
}

static void
edifact_marks(const char *s)
{
	component = s[3];
	element = s[4];
	release_mark = s[6] == ' ' ? '\0' : s[6];
	terminator = s[8];
}

static void
defaults(int x12)
{
	element = x12 ? '*' : '+';
	component = ':';
	terminator = x12 ? '~' : '\'';
	release_mark = x12 ? '\0' : '?';
}

static void
count(char *s, int x12)
{
	char *end;

	defaults(x12);
	if (strncmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (*s != '\0') {
		while (*s == ' ' || *s == '\r' || *s == '\n' || *s == '\t')
			s++;
		if (x12 && strncmp(s, "ISA", 3) == 0)
			x12_marks(s);
		if (!x12 && strncmp(s, "UNA", 3) == 0 && strlen(s) > 9) {
			edifact_marks(s);
			s += 9;
			continue;
		}
		for (end = s; *end != '\0' && *end != terminator; end++) {
			if (release_mark != 0 && *end == release_mark &&
			    end[1] != '\0')
				end++;
		}
		if (*end != '\0')
			*end++ = '\0';
		if (x12)
			x12_segment(s);
		else
			edifact_segment(s);
		s = end;
	}
	end_message();
}

int
main(int argc, char **argv)
{
	static char text[16 << 20];
	int i, x12;
	size_t n, k;
	FILE *f;

	if (argc < 3)
		return 2;
	x12 = strcmp(argv[1], "x12") == 0;
	for (i = 2; i < argc; i++) {
		if ((f = fopen(argv[i], "rb")) == NULL) {
			perror(argv[i]);
			return 2;
		}
		n = fread(text, 1, sizeof(text) - 1, f);
		fclose(f);
		text[n] = '\0';
		for (k = 0; k < n; k++) {
			if (text[k] == '\0')
				text[k] = ' ';
		}
		messages = orders = readable = total = 0;
		count(text, x12);
		printf("%lld\t%lld\t%lld\t%lld\t%s\n", messages, orders,
		    readable, total, argv[i]);
	}
	return 0;
}

/*
 * guide [-w] FILE...: the messages of EDI files as records, by the guides.
 * Each record that can be written is written and read again; what differs
 * then, apart from what the message has no place for, is told, and makes the
 * exit status 1.  With -w the written messages are shown, and what they have
 * no place for.
 */
#include <stdio.h>
#include <string.h>

#include "guide-again.h"

static bool show;
static int status;

static void
finding(void *arg, const struct ou_err *e)
{
	struct ou_buf b = OU_BUF_INIT;

	ou_err_text(e, &b);
	fprintf(stderr, "%s: %.*s\n", (const char *)arg, (int)b.n, b.p);
	ou_buf_release(&b);
}

static void
not_asked(void *arg, const struct ou_err *e)
{
	(void)arg, (void)e;
}

static void
left(void *arg, const char *path)
{
	(void)arg;
	if (show)
		fprintf(stderr, "left out: %s\n", path);
}

static struct ou_str
text(struct ou_arena *a, const struct ou_guide *g, const void *record)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s;

	ou_table_encode(&b, ou_guide_record(g)->table, record);
	s = ou_str_dup(a, ou_buf_str(&b));
	ou_buf_release(&b);
	return s;
}

/* Members called extra, cut out of compact JSON: no message has a place for
 * them. */
static struct ou_str
without_extra(struct ou_arena *a, struct ou_str s)
{
	char *to = ou_arena_alloc(a, s.n);
	size_t i = 0, n = 0, depth;
	bool in;

	while (i < s.n) {
		if (!ou_str_starts(ou_str_sub(s, i, s.n), "\"extra\":{")) {
			to[n++] = s.p[i++];
			continue;
		}
		if (n > 0 && to[n - 1] == ',')
			n--;
		for (depth = 0, in = false; i < s.n; i++) {
			if (s.p[i] == '\\')
				i++;
			else if (s.p[i] == '"')
				in = !in;
			else if (!in && s.p[i] == '{')
				depth++;
			else if (!in && s.p[i] == '}' && --depth == 0)
				break;
		}
		i++;
	}
	return ou_str_make(to, n);
}

/* What one file can carry, another may not: lines within a text, and in X12
 * its separators, are blanks, and blanks end no value. */
static struct ou_str
substituted(struct ou_arena *a, enum ou_edi_family family, struct ou_str s)
{
	const char *marks = family == OU_EDI_X12 ? ":*~" : "";
	char *to = ou_arena_alloc(a, s.n);
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == 'n') {
			to[n++] = ' ';
			i++;
			continue;
		}
		while (s.p[i] == '"' && n > 0 && to[n - 1] == ' ')
			n--;
		to[n++] = strchr(marks, s.p[i]) != NULL ? ' ' : s.p[i];
	}
	return ou_str_make(to, n);
}

/* The same text but for what no message carries? */
static void
compare(struct ou_arena *a, enum ou_edi_family family, struct ou_str first,
    struct ou_str second, const char *name)
{
	first = substituted(a, family, without_extra(a, first));
	second = substituted(a, family, without_extra(a, second));
	if (ou_str_eq(first, second))
		return;
	fprintf(stderr, "%s: read again it differs:\n< %.*s\n> %.*s\n", name,
	    OU_STR_ARG(first), OU_STR_ARG(second));
	status = 1;
}

static int
write_again(struct ou_import *im, const struct ou_guide *g,
    enum ou_edi_family family, const void *record, const char *name,
    struct ou_err *err)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_edi_out out = { .line_end = show ? "\n" : NULL, .to = &b,
	    .substitute = true };
	void *second = NULL;

	ou_edi_marks_usual(&out.marks, family);
	if (ou_guide_write(g, &im->arena, &out, OU_STR("1"), NULL,
	    record, left, NULL, err) == 0) {
		if (show)
			fprintf(stderr, "%.*s", (int)b.n, b.p);
		im->finding = not_asked;
		second = guide_again(g, im, ou_buf_str(&b), family, err);
		im->finding = finding;
	}
	if (second != NULL)
		compare(&im->arena, family, text(&im->arena, g, record),
		    text(&im->arena, g, second), name);
	ou_buf_release(&b);
	return second != NULL ? 0 : -1;
}

static void
message(struct ou_edi *edi, struct ou_import *im, const char *name)
{
	struct ou_arena run = OU_ARENA_INIT;
	struct ou_guide_name guide;
	const struct ou_guide *g;
	struct ou_err err = { 0 };
	struct ou_str s;
	void *record;

	ou_guide_name(&guide, &im->arena, edi);
	g = ou_guide_find(&run, &guide, OU_STR_NONE, &err);
	if (g != NULL) {
		record = ou_arena_zalloc(&im->arena,
		    ou_guide_record(g)->table->size);
		if (ou_guide_read(g, im, &edi->marks, &edi->message,
		    OU_CHARSET_LATIN1, record, &err) == 0) {
			s = text(&im->arena, g, record);
			printf("%.*s\n", OU_STR_ARG(s));
			(void)write_again(im, g, edi->family, record, name,
			    &err);
		}
	}
	if (err.kind != OU_ERR_NONE) {
		finding((void *)(uintptr_t)name, &err);
		status = err.code == OU_DIAG_EDI_TYPE ? status : 1;
	}
	ou_arena_reset(&im->arena);
	ou_arena_release(&run);
}

static void
file(const char *name)
{
	struct ou_import im = { .finding = finding, .year = 2026 };
	struct ou_err err = { 0 };
	struct ou_source *src = ou_source_open(name, NULL, &err);
	enum ou_edi_event event;
	const char *why;
	struct ou_buf head = OU_BUF_INIT;
	struct ou_str first;
	struct ou_edi edi;
	FILE *f;

	/* UNA, UNB and UNH begin alike; all else is X12 */
	f = fopen(name, "rb");
	if (f != NULL) {
		ou_buf_reserve(&head, 2000);
		head.n = fread(head.p, 1, 2000, f);
		fclose(f);
	}
	first = ou_buf_str(&head);
	im.arg = (void *)(uintptr_t)name;
	if (src == NULL) {
		finding(im.arg, &err);
		status = 2;
		return;
	}
	ou_edi_init(&edi, src, ou_edi_detect(OU_EDI_EDIFACT, first, &why) > 0
	    ? OU_EDI_EDIFACT : OU_EDI_X12);
	edi.message_max = (size_t)64 << 20;
	edi.fault = again_fault;
	while (ou_edi_next(&edi, &event, &err) == 0 && event != OU_EDI_END) {
		if (event == OU_EDI_MESSAGE && !edi.message.too_long)
			message(&edi, &im, name);
	}
	ou_edi_release(&edi);
	ou_source_close(src);
	ou_buf_release(&head);
	ou_arena_release(&im.arena);
}

int
main(int argc, char **argv)
{
	int i = 1;

	if (argc > 1 && strcmp(argv[1], "-w") == 0) {
		show = true;
		i++;
	}
	for (; i < argc; i++)
		file(argv[i]);
	return status;
}

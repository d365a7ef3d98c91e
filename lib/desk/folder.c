#include "ou/desk/folder.h"
#include "ou/io/file.h"

/* One that no other document has; absent: it is written already. */
static struct ou_str
free_name(struct ou_folder *f, struct ou_arena *a, struct ou_str name,
    const char *end, struct ou_str bytes)
{
	const char *safe = ou_path_safe(a, name);
	struct ou_str s = ou_str_printf(a, "%s%s", safe, end);
	unsigned n;

	if (ou_seen_again(&f->seen, ou_str_printf(a, "%.*s\n%.*s",
	    OU_STR_ARG(s), OU_STR_ARG(bytes))))
		return OU_STR_NONE;
	for (n = 2; ou_seen_again(&f->seen, s); n++)
		s = ou_str_printf(a, "%s.%u%s", safe, n, end);
	return s;
}

int
ou_folder_put(struct ou_folder *f, struct ou_run *run, const char *folder,
    struct ou_str name, const char *end, struct ou_str bytes)
{
	struct ou_sink *sink;
	struct ou_str s;

	if (f->seen.arena == NULL)
		ou_seen_init(&f->seen, &run->arena, OU_SEEN_MAX);
	s = free_name(f, &run->record_arena, name, end, bytes);
	if (s.n == 0)
		return 0;
	sink = ou_run_side(run, ou_path_join(&run->arena, folder, s.p));
	if (sink == NULL)
		return -1;
	ou_sink_puts(sink, bytes);
	return 0;
}

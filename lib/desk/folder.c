#include "ou/desk/folder.h"
#include "ou/io/file.h"

struct ou_sink *
ou_folder_open(struct ou_folder *f, struct ou_run *run, const char *folder,
    struct ou_str name, const char *end)
{
	struct ou_arena *a = &run->record_arena;
	const char *safe = ou_path_safe(a, name);
	struct ou_str s = ou_str_printf(a, "%s%s", safe, end);
	unsigned n;

	if (f->seen.arena == NULL)
		ou_seen_init(&f->seen, &run->arena, OU_SEEN_MAX);
	for (n = 2; ou_seen_again(&f->seen, s); n++)
		s = ou_str_printf(a, "%s.%u%s", safe, n, end);
	return ou_run_side(run, ou_path_join(&run->arena, folder, s.p));
}

int
ou_folder_put(struct ou_folder *f, struct ou_run *run, const char *folder,
    struct ou_str name, const char *end, struct ou_str bytes)
{
	struct ou_sink *sink;

	if (f->seen.arena == NULL)
		ou_seen_init(&f->seen, &run->arena, OU_SEEN_MAX);
	/* no file is called like that */
	if (ou_seen_again(&f->seen, ou_str_printf(&run->record_arena,
	    "%.*s\n%s\n%.*s", OU_STR_ARG(name), end, OU_STR_ARG(bytes))))
		return 0;
	if ((sink = ou_folder_open(f, run, folder, name, end)) == NULL)
		return -1;
	ou_sink_puts(sink, bytes);
	/* there may be more of them than files can be open */
	return ou_sink_finish(sink, &run->err);
}

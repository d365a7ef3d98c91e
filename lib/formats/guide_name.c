#include "guide_parts.h"

/* What a message is: ST01 with GS08, or S009. */
void
ou_guide_name(struct ou_guide_name *name, struct ou_arena *a,
    const struct ou_edi *edi)
{
	struct ou_edi_segment *head = ou_arena_alloc(a, sizeof(*head));
	struct ou_str v = OU_STR_NONE, part;
	unsigned c;

	*name = (struct ou_guide_name){ .family = edi->family };
	if (ou_edi_segment(&edi->marks, &edi->message, 0, head) != 0)
		return;
	if (edi->family == OU_EDI_X12) {
		name->type = ou_str_trim(ou_edi_component(head, 1, 1));
		if (edi->group.open)
			v = ou_str_trim(ou_edi_element(&edi->group.seg, 8));
		name->version = v.n > 0 ? v : OU_STR("004010");
		return;
	}
	name->type = ou_str_trim(ou_edi_component(head, 2, 1));
	for (c = 2; c <= 5; c++) {
		part = ou_str_trim(ou_edi_component(head, 2, c));
		if (part.n == 0)
			break;
		v = c == 2 ? part : ou_str_printf(a, "%.*s:%.*s",
		    OU_STR_ARG(v), OU_STR_ARG(part));
	}
	name->version = v;
}

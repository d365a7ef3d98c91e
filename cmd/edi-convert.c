#include "ou/cli/batch.h"
#include "ou/desk/ack.h"
#include "ou/desk/documents.h"
#include "ou/desk/pending.h"
#include "ou/desk/trade.h"
#include "ou/formats/lossless.h"

/*
 * edi-convert: X12 and EDIFACT as records, and records as X12 and EDIFACT,
 * byte for byte what they were; UBL as records, and records as UBL.
 */
enum { TO_JSON, TO_EDI };
enum { VIEW_RECORDS = OU_EDI_VIEW_TYPED + 1 };
static int to, view;
static bool check, tree;
static const char *types, *charset;
static uint64_t message_max;
static struct ou_trade trade;
static struct ou_ack_desk ack;
static struct ou_pending pending;
static struct ou_documents documents;

static const struct ou_option options[] = {
	{ 't', "to", "json|edi", OU_OPTION_CHOICE, &to,
	  "output form" },
	{ 'c', "check", NULL, OU_OPTION_FLAG, &check,
	  "write what is wrong, and nothing else" },
	{ 0, "view", "raw|typed|records", OU_OPTION_CHOICE, &view,
	  "segments as arrays, with names, or what they say" },
	{ 0, "tree", NULL, OU_OPTION_FLAG, &tree,
	  "HL and CPS levels below their parents" },
	{ 0, "type", "LIST", OU_OPTION_TEXT, &types,
	  "only messages of these types (850,ORDERS)" },
	{ 0, "ack", "FILE", OU_OPTION_TEXT, &ack.file,
	  "write acknowledgements to FILE, and no records" },
	{ 0, "ack-form", OU_ACK_FORMS, OU_OPTION_CHOICE, &ack.form,
	  "which acknowledgement" },
	{ 's', "strict", NULL, OU_OPTION_FLAG, &ack.strict,
	  "reject in acknowledgements what has warnings" },
	{ 0, "partner", "NAME", OU_OPTION_TEXT, &trade.partner_name,
	  "profile of the book (by envelope or channel)" },
	{ 0, "pending", NULL, OU_OPTION_FLAG, &pending.asked,
	  "what the store knows to be not acknowledged yet" },
	{ 0, "decisions", "FILE", OU_OPTION_TEXT, &pending.decisions,
	  "of what is pending, what is settled (the book's)" },
	{ 0, "message", "TYPE", OU_OPTION_TEXT, &trade.message,
	  "write records as this message (the usual one)" },
	{ 0, "control", "N", OU_OPTION_SIZE, &trade.control,
	  "first control number of what is written (1)" },
	{ 0, "charset", "NAME", OU_OPTION_TEXT, &charset,
	  "character set, before what the file says" },
	{ 0, "max-message", "SIZE", OU_OPTION_SIZE, &message_max,
	  "longest message (64M)" },
	{ .name = NULL },
};

static struct ou_lossless reader;
static struct ou_outbox outbox;
static const struct ou_record_type *finding_type;
static struct ou_arena arena;		/* of a record read back at once */

/* --- records as EDI --- */

static bool
is_edi(const struct ou_record *record)
{
	return ou_str_is(record->type, "EdiMessage") ||
	    ou_str_is(record->type, "EdiInterchange");
}

static enum ou_answer
write_edi(struct ou_run *run, struct ou_record *record)
{
	if (ou_outbox_record(&outbox, record) == 0)
		return OU_DROP;
	return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)object;
	if (run->as != NULL)
		return ou_documents_write(&documents, record);
	if (to == TO_JSON)
		return OU_PASS;
	if (!is_edi(record))
		return ou_str_is(record->type, "Finding") ? OU_DROP :
		    ou_trade_write(&trade, record);
	if (ou_run_batch(run) == NULL)
		return write_edi(run, record);
	/* it has its own numbers: the store has nothing to do with it */
	ou_batch_no_effect(ou_run_batch(run));
	return OU_PASS;
}

/* What the store has kept of a record.  It stays to be printed when it cannot
 * stand behind what is there. */
static int
deliver(struct ou_run *run, struct ou_str line)
{
	struct ou_record record;

	if (ou_record_parse(&record, &run->record_arena, line,
	    ou_record_types, NULL, &run->err) != 0)
		return -1;
	if (!is_edi(&record) || ou_outbox_record(&outbox, &record) == 0)
		return 0;
	if (run->err.kind == OU_ERR_RECORD &&
	    run->err.code == OU_DIAG_EDI_TYPE)
		run->err.kind = OU_ERR_USAGE;
	return run->err.kind != OU_ERR_RECORD ? -1 :
	    ou_run_reject_record(run, line);
}

/* --- EDI as records --- */

static int
take_record(void *arg, struct ou_str json)
{
	struct ou_run *run = arg;
	struct ou_record record;
	int r;

	run->records++;
	if (to == TO_JSON)
		return ou_run_write_json(run, json);
	/* all the way back, at once */
	r = ou_record_parse(&record, &arena, json, ou_record_types, NULL,
	    &run->err);
	if (r == 0 && write_edi(run, &record) != OU_DROP)
		r = -1;
	ou_arena_reset(&arena);
	return r;
}

static int
take_reject(void *arg, struct ou_reject *reject)
{
	struct ou_run *run = arg;

	run->records++;
	return ou_run_reject(run, reject);
}

static int
take_finding(void *arg, const struct ou_finding *finding,
    const struct ou_edi_fault *fault)
{
	struct ou_run *run = arg;
	enum ou_severity severity = ou_diag_severity(fault->err.code);

	if (!check) {
		ou_run_message(run, severity, &fault->err);
		return 0;
	}
	if (severity > OU_NOTE)
		run->differs = true;
	return ou_run_write_struct(run, finding_type, finding);
}

/* --- files --- */

static int
input(struct ou_run *run, struct ou_source *source)
{
	enum ou_edi_family family;
	int r = ou_trade_choose(run, source, &family);

	if (r < 0)
		return -1;
	if (r == OU_TRADE_XML)
		return ou_documents_read(&documents, source);
	if (r == OU_TRADE_RECORDS && ack.file != NULL &&
	    ou_source_window(source).n != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --ack: X12 and EDIFACT are acknowledged, not "
		    "records");
	if (r == OU_TRADE_EDI && ack.file != NULL)
		return ou_ack_desk_read(&ack, run, source, family);
	if (r == OU_TRADE_RECORDS)
		return ou_run_stream(run, source, OU_STREAM_JSONL,
		    "EdiMessage", NULL, process);
	if (view == VIEW_RECORDS)
		return ou_trade_read(&trade, source, family);
	return ou_lossless_read(&reader, source, family, &run->err);
}

static int
begin(struct ou_run *run)
{
	if (charset != NULL && (reader.charset = ou_charset_find(ou_str_c(
	    charset))) == OU_CHARSET_UNKNOWN)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --charset: '%s' is not known", charset);
	if (to == TO_EDI && (check || tree || view != OU_EDI_VIEW_RAW))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--to=edi goes with neither --check, --tree nor --view");
	if (view == VIEW_RECORDS && (check || tree))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--view=records goes with neither --check nor --tree");
	if (pending.asked && (to == TO_EDI || check || tree || types != NULL ||
	    ack.file != NULL || view != OU_EDI_VIEW_RAW))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --pending: it reads nothing, so goes with none "
		    "of --to, --ack, --check, --tree, --view and --type");
	pending.partner = trade.partner_name;
	if (ou_pending_begin(&pending, run) != 0)
		return -1;
	trade.types = types;
	trade.outbox = &outbox;
	trade.reads = view == VIEW_RECORDS;
	trade.writes = to == TO_EDI;
	trade.in.im.charset = reader.charset;
	trade.in.im.message_max = (size_t)message_max;
	if (ack.file != NULL && (to == TO_EDI || check || tree ||
	    view != OU_EDI_VIEW_RAW || types != NULL))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --ack: it writes no records, so goes with none "
		    "of --to, --check, --tree, --view and --type");
	ack.message_max = (size_t)message_max;
	ack.control = trade.control;
	documents.edi = to == TO_EDI;
	documents.types = types;
	documents.message_max = message_max;
	documents.wanted = view == VIEW_RECORDS && ack.file == NULL;
	if (ou_documents_begin(&documents, run) != 0 ||
	    ou_outbox_begin(&outbox, run, &trade.partners) != 0 ||
	    ou_trade_begin(&trade, run) != 0 ||
	    ou_ack_desk_begin(&ack, run) != 0)
		return -1;
	reader.arena = &run->record_arena;
	reader.message_max = (size_t)message_max;
	reader.types = types;
	reader.view = (enum ou_edi_view)view;
	reader.tree = tree;
	reader.check = check;
	reader.silent = check;
	reader.arg = run;
	reader.record = take_record;
	reader.reject = take_reject;
	reader.finding = take_finding;
	finding_type = ou_record_type_find(OU_STR("Finding"));
	return 0;
}

static int
end(struct ou_run *run)
{
	if (to == TO_JSON)
		return ou_pending_end(&pending, run);
	return ou_outbox_end(&outbox) != 0 ? -1 : ou_trade_end(&trade);
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_pending_release(&pending);
	ou_ack_desk_release(&ack);
	ou_outbox_release(&outbox);
	ou_trade_release(&trade);
	ou_documents_release(&documents);
	ou_arena_release(&arena);
}

static const struct ou_command command = {
	.name = "edi-convert",
	.title = "X12 and EDIFACT as records, and back without a loss",
	.options = options,
	.flags = OU_NO_EXPLAIN | OU_NO_CSV_OUT | OU_EVERY_TYPE |
	    OU_HAS_STORE | OU_HAS_PRINT | OU_HAS_FILE,
	.type = "EdiMessage",
	.formats = "x12|edifact|xml|json",
	.begin = begin,
	.process = process,
	.deliver = deliver,
	.input = input,
	.end = end,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}

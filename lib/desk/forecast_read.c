#include <string.h>

#include "forecast.h"
#include "ou/formats/look.h"
#include "reported.h"

/* History comes in: records, sales and series, partners' reports. */

struct reading {
	struct ou_forecast_desk *d;
	struct ou_run *run;
};

static int
take_sale(void *arg, const struct ou_sale *s, struct ou_err *err)
{
	const struct ou_demand demand = { .sku = s->sku,
	    .location = s->location, .quantity = s->quantity };
	struct reading *r = arg;

	return ou_forecast_desk_sale(r->d, r->run, &demand, s->order, s->date,
	    s->age, err);
}

static int
take_reject(void *arg, struct ou_reject *reject)
{
	struct reading *r = arg;

	return ou_run_reject(r->run, reject);
}

static int
read_sales(struct reading *r, struct ou_source *source)
{
	struct ou_run *run = r->run;
	struct ou_sales_import im;
	int x;

	memset(&im, 0, sizeof(im));
	im.format = run->from;
	im.arg = r;
	im.sale = take_sale;
	im.reject = take_reject;
	x = ou_sales_read(&im, source, &run->err);
	run->records += im.rows;
	ou_arena_release(&im.arena);
	return x;
}

static int
read_reports(struct reading *r, struct ou_source *source,
    enum ou_edi_family family)
{
	struct ou_reported told;

	memset(&told, 0, sizeof(told));
	told.items = &r->d->items;
	told.arg = r;
	told.sale = take_sale;
	told.reject = take_reject;
	return ou_desk_reported(r->run, &told, source, family);
}

int
ou_forecast_desk_read(struct ou_forecast_desk *d, struct ou_run *run,
    struct ou_source *source, enum ou_answer (*process)(struct ou_run *run,
	struct ou_record *record, void *object))
{
	const char *type = d->asked.count == OU_DEMAND_SHIPMENTS ? "Shipment"
	    : "Order";
	struct reading r = { d, run };
	int x = -1;

	switch (ou_look(source, run->from)) {
	case OU_LOOK_NOTHING:
	case OU_LOOK_RECORDS:
		x = ou_run_stream(run, source, OU_STREAM_JSONL, type, NULL,
		    process);
		break;
	case OU_LOOK_X12:
		x = read_reports(&r, source, OU_EDI_X12);
		break;
	case OU_LOOK_EDIFACT:
		x = read_reports(&r, source, OU_EDI_EDIFACT);
		break;
	case OU_LOOK_OTHER:
		x = run->from != NULL && strcmp(run->from, "csv") == 0 ?
		    ou_run_stream(run, source, OU_STREAM_CSV, type, NULL,
		    process) : read_sales(&r, source);
		break;
	}
	d->broken = d->broken || x != 0;
	return x;
}

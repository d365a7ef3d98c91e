/*
 * holidays FROM THROUGH: the computed holidays of these years, all zones:
 * zone, day and name, with tabs.
 */
#include <stdio.h>
#include <stdlib.h>

#include "ou/model/holidays.h"

int
main(int argc, char **argv)
{
	struct ou_holiday list[OU_HOLIDAYS_MAX];
	long year, through;
	int zone, i, n;
	char day[10];

	if (argc != 3) {
		(void)fprintf(stderr, "usage: holidays FROM THROUGH\n");
		return 2;
	}
	through = strtol(argv[2], NULL, 10);
	for (zone = 1; zone < OU_HOLIDAY_ZONES; zone++) {
		for (year = strtol(argv[1], NULL, 10); year <= through;
		    year++) {
			n = ou_holidays((enum ou_holiday_zone)zone, (int)year,
			    list);
			for (i = 0; i < n; i++)
				(void)printf("%s\t%.*s\t%s\n",
				    ou_holiday_zone_name(
				    (enum ou_holiday_zone)zone),
				    (int)ou_date_text(day, list[i].date), day,
				    list[i].name);
		}
	}
	return fflush(stdout) == 0 ? 0 : 1;
}

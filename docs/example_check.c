/* SPDX-License-Identifier: MIT */
/* example_check.c - checks the files that SHA256SUMS names. */
#include <hashlane.h>
#include <stdio.h>

int main(void)
{
	const struct hashlane_input list = { .kind = HASHLANE_INPUT_PATH,
					     .data = "SHA256SUMS",
					     .data_bytes = 10 };
	struct hashlane_check_info info = HASHLANE_INIT(hashlane_check_info);
	struct hashlane_verdict_row row = HASHLANE_INIT(hashlane_verdict_row);
	const struct hashlane_verdicts *some;
	hashlane_engine engine;
	hashlane_check check;

	if (hashlane_engine_create(&engine, NULL, NULL) ||
	    hashlane_check_create(&check, engine, NULL, NULL) ||
	    hashlane_check_add_list(check, &list, sizeof(list), NULL, NULL) ||
	    hashlane_check_close(check))
		return 2;
	while (!hashlane_check_next(&some, check, -1)) {
		for (uint32_t i = 0; !hashlane_verdicts_get_row(&row, some, i);
		     i++)
			if (row.verdict != HASHLANE_VERDICT_OK)
				printf("%s: not OK\n", row.name);
		hashlane_verdicts_destroy(some);
	}
	hashlane_check_get_info(&info, check);
	hashlane_check_destroy(check);
	hashlane_engine_destroy(engine);
	return !info.verified;
}

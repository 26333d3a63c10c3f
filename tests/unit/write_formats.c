/* SPDX-License-Identifier: MIT */
/* write_formats.c - the formats of lists as the library describes them. */
#include "../../include/hashlane.h"

#include <stdio.h>

int main(void)
{
	struct hashlane_format_info info = { .struct_size = sizeof(info) };

	for (int32_t id = 1; id <= HASHLANE_FORMAT_REPORT; id++)
		if (!hashlane_format_get_info(&info, id))
			printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", info.name,
			       info.flags & HASHLANE_FORMAT_READS ? "yes" :
								    "no",
			       info.flags & HASHLANE_FORMAT_WRITES ? "yes" :
								     "no",
			       info.flags & HASHLANE_FORMAT_HAS_SIZE ? "yes" :
								       "no",
			       info.extensions, info.algorithms, info.refuses);
	return 0;
}

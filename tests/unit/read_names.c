/* SPDX-License-Identifier: MIT */
/*
 * read_names.c - for check_name_readings.py: reads lines of an hln_name_encoding and
 * a name in hexadecimal, and writes a line with the readings of each, as
 * bits:name.
 */
#include "../../src/list/name_reading.h"

#include <stdio.h>
#include <stdlib.h>

enum { NAME_MAX_BYTES = 1024 };

int main(void)
{
	static char line[2 * NAME_MAX_BYTES + 4], name[NAME_MAX_BYTES],
		buffer[4 * NAME_MAX_BYTES + 1];
	struct hln_name_reading reading;

	while (fgets(line, sizeof(line), stdin)) {
		const char *hex = line + 2;
		size_t bytes = 0;

		while (hex[2 * bytes] != '\n') {
			char digits[3] = { hex[2 * bytes], hex[2 * bytes + 1],
					   0 };

			name[bytes++] = (char)strtoul(digits, NULL, 16);
		}
		hln_name_reading_begin(&reading, name, bytes,
				       (enum hln_name_encoding)(line[0] - '0'),
				       buffer, hln_name_reading_room(bytes));
		while (hln_name_reading_next(&reading)) {
			printf("%u:", (unsigned)reading.done);
			for (size_t i = 0; i < reading.bytes; i++)
				printf("%02x", (unsigned)(unsigned char)
						       reading.name[i]);
			putchar(' ');
		}
		putchar('\n');
	}
	return 0;
}

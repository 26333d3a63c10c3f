/* SPDX-License-Identifier: MIT */
/* escaped_name.c - names in lines of text, as GNU coreutils escape them. */
#include "escaped_name.h"

#include <string.h>

bool name_needs_escape(const char *name)
{
	return strpbrk(name, "\\\n\r");
}

void output_escaped(struct output *output, const char *name)
{
	static const char special[] = "\\\n\r";
	static const char letters[] = "\\nr";

	for (;;) {
		size_t plain = strcspn(name, special);

		output_bytes(output, name, plain);
		name += plain;
		if (!*name)
			return;
		output_text(output, "\\");
		output_bytes(output,
			     &letters[strchr(special, *name) - special], 1);
		name++;
	}
}

void output_name(struct output *output, const char *name)
{
	if (!name_needs_escape(name)) {
		output_text(output, name);
		return;
	}
	output_text(output, "\\");
	output_escaped(output, name);
}

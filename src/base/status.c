/* SPDX-License-Identifier: MIT */
/* status.c - names, texts and hints of the status codes. */
#include "status.h"

#include "../../include/hashlane.h"

#include <stddef.h>

/*
 * All texts lie one after the other, and the tables have their 16-bit offsets.
 * A table without pointers needs no relocation, and a look-up needs only one
 * branch.
 */
static const struct texts {
	char unknown[sizeof("unknown")];
#define MEMBERS(name, text, hint)        \
	char name##_name[sizeof(#name)]; \
	char name##_text[sizeof(text)];  \
	char name##_hint[sizeof(hint)];
	HLN_STATUSES(MEMBERS)
#undef MEMBERS
} texts = { "unknown",
#define VALUES(name, text, hint) #name, text, hint,
	    HLN_STATUSES(VALUES)
#undef VALUES
};

enum { COUNT = HASHLANE_END + 1 };

#define NAME(name, text, hint) offsetof(struct texts, name##_name),
#define TEXT(name, text, hint) offsetof(struct texts, name##_text),
#define HINT(name, text, hint) offsetof(struct texts, name##_hint),
static const uint16_t name_offsets[COUNT + 1] = { HLN_STATUSES(NAME) 0 };
static const uint16_t text_offsets[COUNT + 1] = { HLN_STATUSES(TEXT) 0 };
static const uint16_t hint_offsets[COUNT + 1] = { HLN_STATUSES(HINT) 0 };
#undef NAME
#undef TEXT
#undef HINT

static const char *find(const uint16_t *offsets, int32_t status)
{
	uint32_t code = (uint32_t)status < COUNT ? (uint32_t)status : COUNT;

	return (const char *)&texts + offsets[code];
}

const char *hln_status_name(int32_t status)
{
	return find(name_offsets, status);
}

const char *hln_status_text(int32_t status)
{
	return find(text_offsets, status);
}

const char *hln_status_hint(int32_t status)
{
	return find(hint_offsets, status);
}

/* SPDX-License-Identifier: MIT */
/* check_embedded.c - files whose names have their CRC32: "a [1A2B3C4D]". */
#include "check_embedded.h"

#include "../run/walk_files.h"
#include "../terminal/message.h"
#include "check_run.h"

#include <string.h>
#include <sys/stat.h>

enum { CRC_DIGITS = 8, CRC_BYTES = 4 };

/* The walk of a folder. */
struct embedded {
	struct check *check;
	uint64_t count;
};

/* The last eight hexadecimal digits in brackets; NULL: none. */
static const char *find_crc(const char *name)
{
	const char *found = NULL;

	for (; *name; name++) {
		if (*name != '[' && *name != '(')
			continue;
		if (strspn(name + 1, "0123456789abcdefABCDEF") == CRC_DIGITS &&
		    name[1 + CRC_DIGITS] == (*name == '[' ? ']' : ')'))
			found = name + 1;
	}
	return found;
}

/* False: its name has no CRC. */
static bool take_file(struct check *check, const char *path)
{
	static const struct hashlane_algorithm_spec crc32 = {
		.id = HASHLANE_HASH_CRC32,
	};
	const char *slash = strrchr(path, '/');
	const char *crc = find_crc(slash ? slash + 1 : path);
	uint8_t digest[CRC_BYTES];
	struct hashlane_list_claim claim = {
		.specs = &crc32,
		.spec_count = 1,
		.text = crc,
		.text_bytes = CRC_DIGITS,
		.digest = digest,
		.digest_bytes = sizeof(digest),
	};
	const struct hashlane_list_entry entry = {
		.struct_size = sizeof(entry),
		.name = path,
		.name_bytes = strlen(path),
		.claims = &claim,
		.claim_count = 1,
		.claim_bytes = sizeof(claim),
	};
	int32_t status;
	bool goes_on;

	if (!crc || hashlane_digest_parse(digest, sizeof(digest), NULL, &crc32,
					  HASHLANE_TEXT_HEX, crc, CRC_DIGITS))
		return false;
	/* After a cancel there is never room again. */
	do {
		status = hashlane_check_add_entries(check->check, &entry,
						    sizeof(entry), 1, NULL);
		goes_on = status != HASHLANE_BUSY || check_take(check);
	} while (status == HASHLANE_BUSY && goes_on);
	if (status && goes_on)
		message_failure(check->cli, path,
				hashlane_status_get_text(status));
	return true;
}

static bool take_found(void *context, const struct hashlane_walk_entry *entry)
{
	struct embedded *embedded = context;
	char reason[REASON_BYTES_MAX];

	if (entry->status)
		message_failure(embedded->check->cli, entry->path,
				message_reason(reason, entry->status,
					       entry->os_error));
	else if (take_file(embedded->check, entry->path))
		embedded->count++;
	return !embedded->check->broken && !check_stopped(embedded->check);
}

void check_embedded(struct check *check, const char *path)
{
	struct embedded embedded = { .check = check };
	struct stat st;

	if (!stat(path, &st) && S_ISDIR(st.st_mode)) {
		walk_files(path, check->rules.rules, take_found, &embedded);
		/* Nothing was verified: that is a failure. */
		if (!embedded.count && !check_stopped(check))
			message_failure(
				check->cli, path,
				"has no file with a CRC32 in its name");
	} else if (!take_file(check, path)) {
		check->counts[HASHLANE_VERDICT_MALFORMED]++;
		message_failure(check->cli, path, "has no CRC32 in its name");
	}
}

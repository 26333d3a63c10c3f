/* SPDX-License-Identifier: MIT */
/* trust.c - devices that change the ctime of files without a reason. */
#include "trust.h"

#include <string.h>

enum { AGREEMENTS = 8 };

bool hln_trust_create(struct hln_trust *trust)
{
	memset(trust, 0, sizeof(*trust));
	return hln_lock_create(&trust->lock);
}

void hln_trust_destroy(struct hln_trust *trust)
{
	hln_lock_destroy(&trust->lock);
}

/* Where a device is, or would be; the lock is held. */
static size_t place_of(const struct hln_trust *trust, uint64_t device)
{
	size_t i = 0;

	while (i < trust->count && trust->devices[i].device != device)
		i++;
	return i;
}

bool hln_trust_ctime(struct hln_trust *trust, uint64_t device)
{
	bool trusted;
	size_t i;

	if (!trust)
		return true;
	hln_lock_take(&trust->lock);
	i = place_of(trust, device);
	trusted = i == trust->count || trust->devices[i].agreed < AGREEMENTS;
	hln_lock_give(&trust->lock);
	return trusted;
}

void hln_trust_note_slowly(struct hln_trust *trust, uint64_t device,
			   bool agreed)
{
	size_t i;

	hln_lock_take(&trust->lock);
	i = place_of(trust, device);
	if (agreed && i == trust->count && i < HLN_TRUST_DEVICES) {
		trust->devices[i].device = device;
		trust->devices[i].agreed = 0;
		trust->count++;
	}
	if (i < trust->count && trust->devices[i].agreed < AGREEMENTS)
		trust->devices[i].agreed =
			agreed ? trust->devices[i].agreed + 1 : 0;
	hln_lock_give(&trust->lock);
}

uint64_t hln_trust_lost(struct hln_trust *trust)
{
	uint64_t lost = 0;

	hln_lock_take(&trust->lock);
	for (size_t i = 0; i < trust->count; i++)
		lost += trust->devices[i].agreed == AGREEMENTS;
	hln_lock_give(&trust->lock);
	return lost;
}

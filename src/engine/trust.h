/* SPDX-License-Identifier: MIT */
/* trust.h - devices that change the ctime of files without a reason. */
#ifndef HLN_TRUST_H
#define HLN_TRUST_H

#include "../os/thread.h"

#include <stdatomic.h>

/*
 * The ctime of a device is ignored after eight files in a row had another ctime
 * without a reason and the same content when they were read again. A file whose
 * ctime stayed, or whose content changed, restarts the count: otherwise eight
 * writers that restore mtime would hide the ninth.
 */
enum { HLN_TRUST_DEVICES = 32 };
struct hln_trust {
	hln_lock lock;
	atomic_size_t count;
	struct {
		uint64_t device;
		unsigned agreed; /* files that were the same after all */
	} devices[HLN_TRUST_DEVICES];
};

bool hln_trust_create(struct hln_trust *trust);
void hln_trust_destroy(struct hln_trust *trust);
/* May ctime be used for files of the device? trust may be NULL: it may. */
bool hln_trust_ctime(struct hln_trust *trust, uint64_t device);
/*
 * Count a file whose ctime changed without a reason: were the digests of two
 * readings equal? False also for a file whose ctime stayed.
 */
void hln_trust_note_slowly(struct hln_trust *trust, uint64_t device,
			   bool agreed);
static inline void hln_trust_note(struct hln_trust *trust, uint64_t device,
				  bool agreed)
{
	/* Most files say no to an empty list. */
	if (trust && (agreed || atomic_load(&trust->count)))
		hln_trust_note_slowly(trust, device, agreed);
}
/* How many devices are used without ctime. */
uint64_t hln_trust_lost(struct hln_trust *trust);

#endif

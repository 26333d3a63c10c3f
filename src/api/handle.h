/* SPDX-License-Identifier: MIT */
/*
 * handle.h - 64-bit handles of slot, kind and generation. A stale or forged
 * handle, or one of the wrong kind, is detected without touching the object.
 */
#ifndef HLN_HANDLE_H
#define HLN_HANDLE_H

#include <stdbool.h>
#include <stdint.h>

enum hln_kind {
	HLN_KIND_HASHER = 1,
	HLN_KIND_ENGINE = 2,
	HLN_KIND_JOB = 3,
	HLN_KIND_LISTENER = 4,
	HLN_KIND_WALK = 5,
	HLN_KIND_LIST = 6,
	HLN_KIND_LIST_WRITER = 7,
	HLN_KIND_CHECK = 8,
	HLN_KIND_DUPES = 9
};

/* HASHLANE_OK or HASHLANE_NO_MEMORY. */
int32_t hln_handle_create(uint64_t *out, enum hln_kind kind, void *object);

/*
 * Take the object for one call. HASHLANE_OK, HASHLANE_HANDLE, or
 * HASHLANE_BUSY when another call has it.
 */
int32_t hln_handle_lock(void **object, uint64_t handle, enum hln_kind kind);

/*
 * The same for objects that many calls may have at once: wait until the other
 * call has counted its own reference, which takes a few instructions.
 * HASHLANE_FORKED: another process made it.
 */
int32_t hln_handle_pin(void **object, uint64_t handle, enum hln_kind kind);

/* Give a locked handle back. */
void hln_handle_unlock(uint64_t handle);

/*
 * End a handle, whether a call has it or not. HASHLANE_OK or HASHLANE_HANDLE;
 * *object is the caller's to free or, where a call has it, NULL. Each call of
 * such a kind asks hln_handle_is_ended when it has locked the handle, retires
 * it then and frees the object; and tries that when it has unlocked it.
 */
int32_t hln_handle_end(void **object, uint64_t handle, enum hln_kind kind);
/* Of one that is locked, or was just now. */
bool hln_handle_is_ended(uint64_t handle);

/* End a locked handle; it names nothing from then on. */
void hln_handle_retire(uint64_t handle);

/* Live handles of a kind; looks at every slot. */
uint64_t hln_handle_count(enum hln_kind kind);

#endif

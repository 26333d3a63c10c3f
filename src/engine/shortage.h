/* SPDX-License-Identifier: MIT */
/* shortage.h - what threads do while no descriptor is left. */
#ifndef HLN_SHORTAGE_H
#define HLN_SHORTAGE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Zeroed, there is none. Any thread. */
struct hln_shortage {
	atomic_uint waiting; /* threads that need a descriptor */
	/* Since when none came free, and when one was last given up; or 0. */
	_Atomic(uint64_t) since_ns, failed_ns;
	_Atomic(uint64_t) asked_ns; /* the last time */
	_Atomic(uint64_t) turn;     /* of the process, then */
};

/*
 * No descriptor was left for a thread that holds none itself: is it time to
 * fail? Never while another thread of this process goes on with files that are
 * open, for it will close them, nor while one tries to open some; else once
 * this was asked again and again for a second in which no thread began or ended
 * with any, for other descriptors of the process are not the library's; and at
 * once where that second was waited for just before.
 */
bool hln_shortage_lasts(struct hln_shortage *shortage, uint64_t now_ns);
/* A file was opened. */
void hln_shortage_end(struct hln_shortage *shortage);

/* The calling thread has files open and goes on with them; it has no more. */
void hln_shortage_hold(void);
void hln_shortage_leave(void);
/* It tries to open some; it failed, or holds them. */
void hln_shortage_try(void);
void hln_shortage_tried(void);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * events.h - builds events and delivers them to subscribers. Any thread may
 * report, with no lock held: callbacks run within these calls.
 */
#ifndef HLN_EVENTS_H
#define HLN_EVENTS_H

#include "subscribers.h"

/* Files in one call of hln_events_report_files. */
enum { HLN_EVENTS_FILES_MAX = 16 };

/*
 * Files are done: FILE or, for one that failed, ERROR. The caller sets what
 * the events show of each file: index, status, bytes_done, bytes_total, path,
 * path_bytes, error_offset, os_error and reserved. This sets the rest.
 */
void hln_events_report_files(struct hln_subscribers *subscribers,
			     struct hashlane_event *files, size_t count);
/* FILE_BEGIN; only index, bytes_total and path of `file` are used. */
void hln_events_report_begin(struct hln_subscribers *subscribers,
			     const struct hashlane_event *file);
/* PROGRESS, to each subscriber whose interval is over. */
void hln_events_report_progress(struct hln_subscribers *subscribers,
				uint64_t now_ns);
/* ROOM: a stream that refused bytes has room, or failed. */
void hln_events_report_room(struct hln_subscribers *subscribers,
			    uint64_t index, int32_t status);
/* RESULTS: rows can be taken. */
void hln_events_report_results(struct hln_subscribers *subscribers);
/* LOOKUP: files wait for an answer. */
void hln_events_report_lookup(struct hln_subscribers *subscribers,
			      uint64_t id);
/* MEMORY, if the pressure is not what was reported last. */
void hln_events_report_pressure(struct hln_subscribers *subscribers,
				int32_t pressure);

/*
 * The library no longer uses input `given` of a job: call the release function
 * of the input or, if memory has none, report RELEASED.
 */
void hln_events_release_input(struct hln_subscribers *subscribers,
			      struct hln_release *release, int32_t kind,
			      uint64_t given);

/*
 * The job is final, and no worker is in it: report the last events, with this
 * status, to all that have not got them yet. False: without `wait`, and another
 * thread is in a callback of some listener. Call it again later.
 */
bool hln_events_report_done(struct hln_subscribers *subscribers,
			    int32_t status, bool wait);
/*
 * DONE to one listener that came when the list was closed. HASHLANE_OK or
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_events_report_done_to(const struct hln_subscribers *subscribers,
				  struct hln_listener *listener,
				  int32_t status);

#endif

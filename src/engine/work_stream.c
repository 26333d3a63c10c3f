/* SPDX-License-Identifier: MIT */
/* work_stream.c - a slot of any kind. */
#include "work_stream.h"

#include "pushed.h"
#include "split_file.h"

void hln_work_stream_clear(struct hln_slot *slot)
{
	struct hln_split_file *whole = slot->whole;

	hln_slot_clear(slot);
	slot->whole = NULL;
	if (whole)
		hln_split_file_release(whole);
}

void hln_work_stream_destroy(struct hln_slot *slot, struct hln_engine *engine)
{
	struct hln_pushed *pushed = slot->pushed;

	hln_work_stream_clear(slot);
	hln_slot_destroy(slot, engine);
	if (pushed)
		hln_pushed_release(pushed);
}

void hln_work_stream_destroy_all(struct hln_slot *list,
				 struct hln_engine *engine)
{
	while (list) {
		struct hln_slot *slot = list;

		list = slot->next;
		hln_work_stream_destroy(slot, engine);
	}
}

void hln_work_stream_read(struct hln_slot *slot)
{
	if (slot->whole)
		hln_split_file_read(slot);
	else if (slot->pushed)
		hln_pushed_read(slot);
	else
		hln_slot_read(slot);
}

/* SPDX-License-Identifier: MIT */
/* good_lists.c - lists, writers and checks with which calls go well. */
#include "good_lists.h"

#include "check.h"

#include <string.h>

static const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };

/* Two entries, since one row is taken before a call that takes another. */
static const char text[] = "900150983cd24fb0d6963f7d28e17f72  /no/file\n"
			   "900150983cd24fb0d6963f7d28e17f72  /proc/self/exe\n";

static bool is(const char *name, const char *wanted)
{
	return !strcmp(name, wanted);
}

static int32_t ignore(void *context, const void *data, size_t bytes)
{
	(void)context;
	(void)data;
	(void)bytes;
	return HASHLANE_OK;
}

static struct hashlane_input list_input(void)
{
	return (struct hashlane_input){
		.kind = HASHLANE_INPUT_MEMORY,
		.data = text,
		.data_bytes = sizeof(text) - 1,
	};
}

static hashlane_check make_check(hashlane_engine engine)
{
	struct hashlane_input input = list_input();
	hashlane_check check;

	assert_status(hashlane_check_create(&check, engine, NULL, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	return check;
}

void live_create_lists(struct live *live, const char *export)
{
	const struct hashlane_list_writer_options options = {
		.struct_size = sizeof(options),
		.format = HASHLANE_FORMAT_GNU,
		.specs = &md5,
		.spec_count = 1,
		.write = ignore,
	};
	/* The block in live has ED2K. */
	static const struct hashlane_algorithm_spec ed2k = {
		HASHLANE_HASH_ED2K, 0, 0
	};
	struct hashlane_list_writer_options blocks = options;
	struct hashlane_input input = list_input();
	hashlane_check check;

	if (is(export, "hashlane_list_writer_add_results"))
		blocks.specs = &ed2k;
	assert_status(hashlane_list_open(&live->list, &input, sizeof(input),
					 NULL, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_list_writer_create(&live->writer, &blocks,
						  NULL),
		      HASHLANE_OK);
	live->check = make_check(live->engine);
	check = make_check(live->engine);
	assert_status(hashlane_check_next(&live->verdicts, check, -1),
		      HASHLANE_OK);
	assert_status(hashlane_check_destroy(check), HASHLANE_OK);
	/* Nothing may be in use when an engine ends. */
	if (is(export, "hashlane_engine_destroy"))
		assert_status(hashlane_check_destroy(live->check),
			      HASHLANE_OK);
}

void live_destroy_lists(struct live *live)
{
	hashlane_list_close(live->list);
	hashlane_list_writer_destroy(live->writer);
	hashlane_check_destroy(live->check);
	hashlane_verdicts_destroy(live->verdicts);
}

uint64_t live_list_handle(const struct live *live, const char *type)
{
	if (is(type, "hashlane_list"))
		return live->list;
	if (is(type, "hashlane_list_writer"))
		return live->writer;
	return is(type, "hashlane_check") ? live->check : 0;
}

static size_t put(void *out, const void *from, size_t bytes)
{
	memcpy(out, from, bytes);
	return bytes;
}

static size_t put_entry(void *out, void *inner)
{
	const struct hashlane_list_claim claim = {
		.specs = &md5,
		.spec_count = 1,
		.text = text,
		.text_bytes = 32,
		.digest = (const uint8_t *)text,
		.digest_bytes = 16,
	};
	const struct hashlane_list_entry entry = {
		.struct_size = sizeof(entry),
		.format = HASHLANE_FORMAT_GNU,
		.name = "/no/file",
		.name_bytes = 8,
		.claims = memcpy(inner, &claim, sizeof(claim)),
		.claim_count = 1,
		.claim_bytes = sizeof(claim),
	};

	return put(out, &entry, sizeof(entry));
}

static size_t put_item(void *out)
{
	const struct hashlane_list_item item = {
		.name = "a",
		.name_bytes = 1,
		.digests = (const uint8_t *)text,
		.digests_valid = 1,
	};

	return put(out, &item, sizeof(item));
}

size_t list_struct(void *out, const char *type, void *inner)
{
	const struct hashlane_list_options list = {
		.struct_size = sizeof(list),
		.specs = memcpy(inner, &md5, sizeof(md5)),
		.spec_count = 1,
	};
	const struct hashlane_list_writer_options writer = {
		.struct_size = sizeof(writer),
		.specs = list.specs,
		.spec_count = 1,
		.write = ignore,
	};
	const struct hashlane_check_options check = {
		.struct_size = sizeof(check),
		.require = list.specs,
		.require_count = 1,
	};

	if (is(type, "const struct hashlane_list_options *"))
		return put(out, &list, sizeof(list));
	if (is(type, "const struct hashlane_list_writer_options *"))
		return put(out, &writer, sizeof(writer));
	if (is(type, "const struct hashlane_check_options *"))
		return put(out, &check, sizeof(check));
	if (is(type, "const struct hashlane_list_entry *"))
		return put_entry(out, inner);
	return is(type, "const struct hashlane_list_item *") ? put_item(out) :
							       0;
}

size_t list_element(const char *export, const char *name)
{
	if (is(export, "hashlane_check_add_entries"))
		return sizeof(struct hashlane_list_entry);
	return is(name, "item_bytes") ? sizeof(struct hashlane_list_item) : 0;
}

/* SPDX-License-Identifier: MIT */
/* good_arguments.c - arguments with which any export goes well. */
#include "good_arguments.h"

#include "check.h"
#include "engine_jobs.h"

#include <stdlib.h>
#include <string.h>

/* These may be missing while they are written. */
#pragma weak hashlane_listener_create
#pragma weak hashlane_listener_destroy
#pragma weak hashlane_string_destroy
#pragma weak hashlane_buffer_release

static const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };
/* One that has parts. */
static const struct hashlane_algorithm_spec ed2k = { HASHLANE_HASH_ED2K, 0,
						     0 };
static const char *const paths[] = { "/proc/self/exe" };
static const void *const messages[] = { "abc" };
static const size_t message_bytes[] = { 3 };
static const int32_t offsets[] = { 0, 3 };

/* A list of one file that is not there. */
static const char list_text[] = "900150983cd24fb0d6963f7d28e17f72  /no/file\n";
static const uint8_t list_digest[16] = { 1 };

static bool is(const char *text, const char *wanted)
{
	return !strcmp(text, wanted);
}

/* ---- Objects ---- */

static int32_t drop(void *context, const void *data, size_t bytes)
{
	(void)context;
	(void)data;
	(void)bytes;
	return HASHLANE_OK;
}

/* A search with a group, unless the call needs one without. */
static void create_dupes(struct live *live, const char *export)
{
	const struct hashlane_walk_entry entries[2] = {
		{ .path = "a",
		  .path_bytes = 1,
		  .type = HASHLANE_ENTRY_FILE,
		  .inode = 1 },
		{ .path = "b",
		  .path_bytes = 1,
		  .type = HASHLANE_ENTRY_FILE,
		  .inode = 2 },
	};
	struct hashlane_dupes_options options = {
		.struct_size = sizeof(options),
		.spec = md5,
	};
	struct hashlane_dupes_pass pass = { .struct_size = sizeof(pass) };
	int passes = is(export, "hashlane_dupes_get_group") ? 3 :
		     is(export, "hashlane_dupes_get_inputs") ||
				     is(export, "hashlane_dupes_settle") ?
							      2 :
							      0;

	assert_status(hashlane_dupes_create(&live->dupes, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_dupes_add(live->dupes, "a", entries,
					 sizeof(entries[0]), 2),
		      HASHLANE_OK);
	for (int i = 0; i < passes; i++) {
		assert_status(hashlane_dupes_begin_pass(&pass, live->dupes),
			      i < 2 ? HASHLANE_OK : HASHLANE_END);
		for (uint64_t k = 0; k < 2 && i == 1; k++)
			assert_status(hashlane_dupes_settle(
					      live->dupes, k, HASHLANE_OK, 0,
					      list_digest,
					      sizeof(list_digest)),
				      HASHLANE_OK);
	}
}

/* The objects of lists. */
static void create_lists(struct live *live, const char *export)
{
	const struct hashlane_input input =
		memory_input(list_text, sizeof(list_text) - 1);
	const struct hashlane_list_writer_options options = {
		.struct_size = sizeof(options),
		.format = HASHLANE_FORMAT_CSV,
		.specs = &ed2k,
		.spec_count = 1,
		.write = drop,
	};
	bool next = is(export, "hashlane_check_next");

	assert_status(hashlane_list_open(&live->list, &input, sizeof(input),
					 NULL, NULL),
		      HASHLANE_OK);
	assert_status(
		hashlane_list_writer_create(&live->writer, &options, NULL),
		HASHLANE_OK);
	/* A check has a job, which others would wait for. */
	if (*export && !strstr(export, "_check_") &&
	    !strstr(export, "_verdicts_"))
		return;
	assert_status(
		hashlane_check_create(&live->check, live->engine, NULL, NULL),
		HASHLANE_OK);
	assert_status(hashlane_check_add_list(live->check, &input,
					      sizeof(input), NULL, NULL),
		      HASHLANE_OK);
	if (next || strstr(export, "_add_"))
		return;
	assert_status(hashlane_check_next(&live->verdicts, live->check, -1),
		      HASHLANE_OK);
}

void live_create(struct live *live, const char *export)
{
	const struct hashlane_hasher_options one = {
		.struct_size = sizeof(one),
		.specs = &md5,
		.spec_count = 1,
	};
	bool feeds = is(export, "hashlane_job_feed") ||
		     is(export, "hashlane_job_feed_fail");
	bool answers = is(export, "hashlane_job_answer");
	bool asks = answers || is(export, "hashlane_job_get_lookup");
	const struct hashlane_lookup *lookup;
	const struct hashlane_event *events;
	size_t count;
	struct hashlane_input input = memory_input("abc", 3);
	struct hashlane_job_options options = md5_options(&input, 1,
							  HASHLANE_JOB_PARTS);
	struct hashlane_listener_options listener = {
		.struct_size = sizeof(listener),
		.events = asks ? HASHLANE_EVENT_LOOKUP : HASHLANE_EVENT_DONE,
	};
	hashlane_job job;

	memset(live, 0, sizeof(*live));
	assert_status(hashlane_hasher_create(&live->hasher, &one, NULL),
		      HASHLANE_OK);
	live->engine = engine_of(1, 0);
	options.specs = &ed2k;
	/* A line needs a name. */
	if (is(export, "hashlane_list_writer_add_results"))
		input = path_input(paths[0]);
	job = job_of(live->engine, &options);
	live->results = only_block_of(job, 1);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	/* One that takes inputs is not final. */
	options.flags = feeds || is(export, "hashlane_job_add") ?
				HASHLANE_JOB_OPEN :
				0;
	if (asks) {
		options.flags = HASHLANE_JOB_LOOKUP;
		input = path_input(paths[0]);
	}
	if (feeds)
		input = (struct hashlane_input){
			.kind = HASHLANE_INPUT_STREAM
		};
	if (hashlane_listener_create)
		assert_status(hashlane_listener_create(&live->listener,
						       live->engine, &listener,
						       NULL),
			      HASHLANE_OK);
	assert_status(hashlane_walk_open(&live->walk, paths[0], NULL, NULL),
		      HASHLANE_OK);
	create_lists(live, export);
	create_dupes(live, export);
	live->job = job_of(live->engine, &options);
	if (!options.flags)
		assert_int_equal(hashlane_job_wait(live->job, -1),
				 HASHLANE_OK);
	if (asks)
		assert_status(hashlane_listener_poll(&events, NULL, &count,
						     live->listener, 1, -1),
			      HASHLANE_OK);
	if (answers)
		assert_status(hashlane_job_get_lookup(&lookup, live->job, -1),
			      HASHLANE_OK);
	/* Nothing may be in use when an engine ends. */
	if (is(export, "hashlane_engine_destroy"))
		assert_status(hashlane_job_destroy(live->job), HASHLANE_OK);
}

/* Some of it the call may have ended. */
void live_destroy(struct live *live)
{
	hashlane_hasher_destroy(live->hasher);
	hashlane_walk_close(live->walk);
	hashlane_list_close(live->list);
	hashlane_list_writer_destroy(live->writer);
	hashlane_check_destroy(live->check);
	hashlane_dupes_destroy(live->dupes);
	hashlane_verdicts_destroy(live->verdicts);
	if (hashlane_listener_destroy)
		hashlane_listener_destroy(live->listener);
	hashlane_job_destroy(live->job);
	hashlane_engine_destroy(live->engine);
	hashlane_results_destroy(live->results);
}

uint64_t live_handle(const struct live *live,
		     const struct parameter *parameter)
{
	if (is(parameter->type, "hashlane_hasher"))
		return live->hasher;
	if (is(parameter->type, "hashlane_job"))
		return live->job;
	if (is(parameter->type, "hashlane_walk"))
		return live->walk;
	if (is(parameter->type, "hashlane_listener"))
		return live->listener;
	if (is(parameter->type, "hashlane_list"))
		return live->list;
	if (is(parameter->type, "hashlane_list_writer"))
		return live->writer;
	if (is(parameter->type, "hashlane_check"))
		return live->check;
	if (is(parameter->type, "hashlane_dupes"))
		return live->dupes;
	return live->engine; /* also the source of a listener */
}

/* ---- Structs that are read ---- */

/* Room for each argument, and for what they point to in turn. */
union room {
	uint8_t bytes[ROOM_BYTES];
	size_t struct_size;
	uint64_t align;
};
static union room rooms[ARGUMENTS_MAX];
static union room inner[4];

static void *copied(union room *room, const void *from, size_t bytes)
{
	memset(room, 0, sizeof(*room));
	memcpy(room, from, bytes);
	return room;
}

static void *put_walk_options(union room *room)
{
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
		.include = copied(&inner[2], paths, sizeof(paths)),
		.include_count = 1,
		.exclude = copied(&inner[2], paths, sizeof(paths)),
		.exclude_count = 1,
	};

	return copied(room, &walk, sizeof(walk));
}

static void *put_job_options(union room *room)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = copied(&inner[0], &md5, sizeof(md5)),
		.spec_count = 1,
		.paths = "/proc/self/exe",
		.paths_bytes = sizeof("/proc/self/exe"),
		.inputs = copied(&inner[3], &input, sizeof(input)),
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = 1,
		.walk = put_walk_options(&inner[1]),
	};

	return copied(room, &options, sizeof(options));
}

/* The structs of lists. */
static void *put_list_struct(union room *room, const char *type)
{
	void *specs = copied(&inner[0], &md5, sizeof(md5));
	const struct hashlane_list_options list = {
		.struct_size = sizeof(list),
		.specs = specs,
		.spec_count = 1,
	};
	const struct hashlane_list_writer_options writer = {
		.struct_size = sizeof(writer),
		.specs = specs,
		.spec_count = 1,
		.write = drop,
	};
	const struct hashlane_parts parts = {
		.struct_size = sizeof(parts),
		.digests = list_digest,
		.digest_bytes = sizeof(list_digest),
		.count = 1,
		.part_bytes = 1,
	};
	const struct hashlane_list_item item = {
		.name = "x",
		.name_bytes = 1,
		.digests = list_digest,
		.digests_valid = 1,
		.parts = copied(&inner[2], &parts, sizeof(parts)),
	};
	const struct hashlane_list_range range = {
		.name = "x",
		.name_bytes = 1,
		.length = 3,
	};
	const struct hashlane_list_claim claim = {
		.specs = specs,
		.spec_count = 1,
		.tag = "MD5",
		.tag_bytes = 3,
		.text = list_text,
		.text_bytes = 32,
		.ranges = copied(&inner[3], &range, sizeof(range)),
		.range_count = 1,
		.digest = list_digest,
		.digest_bytes = sizeof(list_digest),
	};
	const struct hashlane_list_entry entry = {
		.struct_size = sizeof(entry),
		.format = HASHLANE_FORMAT_GNU,
		.name = "x",
		.name_bytes = 1,
		.claims = copied(&inner[1], &claim, sizeof(claim)),
		.claim_count = 1,
		.claim_bytes = sizeof(claim),
		.raw = list_text,
		.raw_bytes = 1,
	};

	if (is(type, "const struct hashlane_list_options *"))
		return copied(room, &list, sizeof(list));
	if (is(type, "const struct hashlane_list_writer_options *"))
		return copied(room, &writer, sizeof(writer));
	if (is(type, "const struct hashlane_list_item *"))
		return copied(room, &item, sizeof(item));
	if (is(type, "const struct hashlane_list_entry *"))
		return copied(room, &entry, sizeof(entry));
	return NULL;
}

static void *put_check_options(union room *room)
{
	const struct hashlane_check_options check = {
		.struct_size = sizeof(check),
		.require = copied(&inner[0], &md5, sizeof(md5)),
		.require_count = 1,
		.rules = put_walk_options(&inner[1]),
	};

	return copied(room, &check, sizeof(check));
}

static void *put_dupes_struct(union room *room, const char *type)
{
	const struct hashlane_dupes_options options = {
		.struct_size = sizeof(options),
		.spec = md5,
	};
	const struct hashlane_walk_entry entry = {
		.path = "a",
		.path_bytes = 1,
		.type = HASHLANE_ENTRY_FILE,
	};

	if (is(type, "const struct hashlane_dupes_options *"))
		return copied(room, &options, sizeof(options));
	if (is(type, "const struct hashlane_walk_entry *"))
		return copied(room, &entry, sizeof(entry));
	return NULL;
}

static void *allocate(void *context, size_t bytes, size_t alignment)
{
	(void)context;
	return aligned_alloc(alignment,
			     (bytes + alignment - 1) / alignment * alignment);
}

static void release(void *context, void *memory, size_t bytes,
		    size_t alignment)
{
	(void)context;
	(void)bytes;
	(void)alignment;
	free(memory);
}

static void *put_options(union room *room, const char *type)
{
	void *specs = copied(&inner[0], &md5, sizeof(md5));
	const struct hashlane_hasher_options hasher = {
		.struct_size = sizeof(hasher),
		.specs = specs,
		.spec_count = 1,
	};
	const struct hashlane_files_options files = {
		.struct_size = sizeof(files),
		.specs = specs,
		.spec_count = 1,
		.workers = -1,
	};
	const struct hashlane_allocator allocator = {
		.struct_size = sizeof(allocator),
		.allocate = allocate,
		.release = release,
	};
	const struct hashlane_engine_options engine = {
		.struct_size = sizeof(engine),
		.workers = -1,
		.allocator = copied(&inner[1], &allocator, sizeof(allocator)),
	};
	const struct hashlane_memory_options memory = {
		.struct_size = sizeof(memory),
	};
	const struct hashlane_listener_options listener = {
		.struct_size = sizeof(listener),
		.events = HASHLANE_EVENT_DONE,
	};

	if (is(type, "const struct hashlane_hasher_options *"))
		return copied(room, &hasher, sizeof(hasher));
	if (is(type, "const struct hashlane_files_options *"))
		return copied(room, &files, sizeof(files));
	if (is(type, "const struct hashlane_engine_options *"))
		return copied(room, &engine, sizeof(engine));
	if (is(type, "const struct hashlane_memory_options *"))
		return copied(room, &memory, sizeof(memory));
	if (is(type, "const struct hashlane_listener_options *"))
		return copied(room, &listener, sizeof(listener));
	if (is(type, "const struct hashlane_job_options *"))
		return put_job_options(room);
	if (is(type, "const struct hashlane_walk_options *"))
		return put_walk_options(room);
	if (is(type, "const struct hashlane_check_options *"))
		return put_check_options(room);
	if (strstr(type, "hashlane_dupes_") || strstr(type, "_walk_entry "))
		return put_dupes_struct(room, type);
	return put_list_struct(room, type);
}

static void *put_struct(union room *room, const char *type)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = 1,
		.offsets = offsets,
		.data = (const uint8_t *)"abc",
		.data_bytes = 3,
		.layout = HASHLANE_LAYOUT_OFFSETS32,
	};

	if (is(type, "const struct hashlane_algorithm_spec *"))
		return copied(room, &md5, sizeof(md5));
	if (is(type, "const struct hashlane_input *"))
		return copied(room, &input, sizeof(input));
	if (is(type, "const struct hashlane_column *"))
		return copied(room, &column, sizeof(column));
	return put_options(room, type);
}

/* ---- Texts and bytes that are read ---- */

static const char *text_for(const char *export)
{
	if (is(export, "hashlane_isa_parse"))
		return "scalar";
	if (is(export, "hashlane_size_parse"))
		return "8MiB";
	if (is(export, "hashlane_format_parse"))
		return "gnu";
	if (is(export, "hashlane_digest_parse"))
		return "900150983cd24fb0d6963f7d28e17f72";
	return "md5";
}

/* Neighbours: the states of two ranges of three bytes. */
static size_t state_for(uint8_t out[ROOM_BYTES], const char *name)
{
	static const struct hashlane_algorithm_spec crc = {
		HASHLANE_HASH_CRC32, 0, 0
	};
	size_t bytes = 0;

	assert_status(hashlane_range_digest(out, ROOM_BYTES, &bytes, &crc, 1,
					    *name == 'r' ? 3 : 0, "abc", 3,
					    NULL),
		      HASHLANE_OK);
	return bytes;
}

static bool is_state(const char *name)
{
	return !strncmp(name, "saved", 5) || !strncmp(name, "left", 4) ||
	       !strncmp(name, "right", 5);
}

static void *put_input(union room *room, const struct export *export,
		       const struct parameter *parameter,
		       const struct live *live)
{
	static const uint16_t utf16[] = { 'm', 'd', '5' };
	static const uint64_t ends[] = { 0, 1 };
	const char *type = parameter->type;

	if (export->returns == RETURNS_NOTHING)
		return NULL; /* "may be NULL", and nothing else is harmless */
	if (is(type, "const struct hashlane_results *"))
		return (void *)(uintptr_t)live->results;
	if (is(type, "const struct hashlane_verdicts *"))
		return (void *)(uintptr_t)live->verdicts;
	if (is(export->name, "hashlane_results_load"))
		return (void *)(uintptr_t)live->results;
	if (is(parameter->name, "path"))
		return copied(room, paths[0], strlen(paths[0]));
	if (is(parameter->name, "paths"))
		return copied(room, paths, sizeof(paths));
	if (is(type, "const char *"))
		return copied(room, text_for(export->name),
			      strlen(text_for(export->name)));
	if (is(type, "const uint16_t *"))
		return copied(room, utf16, sizeof(utf16));
	if (is(type, "const void *") && is_state(parameter->name)) {
		memset(room, 0, sizeof(*room));
		(void)state_for(room->bytes, parameter->name);
		return room;
	}
	if (is(export->name, "hashlane_range_get_border"))
		return copied(room, &ed2k, sizeof(ed2k));
	if (is(type, "const void *") || is(type, "const uint8_t *"))
		return copied(room, "abc", 3);
	if (is(type, "const void *const *"))
		return copied(room, messages, sizeof(messages));
	if (is(type, "const uint64_t *"))
		return copied(room, ends, sizeof(ends));
	if (is(type, "const size_t *"))
		return copied(room, message_bytes, sizeof(message_bytes));
	return put_struct(room, type);
}

static uint64_t element_for(const char *export, const char *name)
{
	if (is(name, "entry_bytes"))
		return is(export, "hashlane_walk_next") ||
				       is(export, "hashlane_dupes_add") ?
			       sizeof(struct hashlane_walk_entry) :
			       sizeof(struct hashlane_list_entry);
	if (is(name, "item_bytes"))
		return sizeof(struct hashlane_list_item);
	if (is(name, "progress_bytes"))
		return sizeof(struct hashlane_progress);
	if (is(name, "file_bytes"))
		return sizeof(struct hashlane_file_progress);
	return sizeof(struct hashlane_input);
}

static uint64_t length_for(const struct export *export,
			   const struct parameter *parameter,
			   const struct live *live)
{
	const char *name = parameter->name;
	uint8_t state[ROOM_BYTES];

	if (is(name, "out_bytes") && is(export->name, "hashlane_lookup_read"))
		return sizeof(struct hashlane_lookup_file);
	if (is(export->name, "hashlane_results_load"))
		return hashlane_results_get_bytes(live->results);
	if (is_state(name))
		return state_for(state, name);
	if (is(name, "capacity"))
		return is(export->name, "hashlane_walk_next") ||
				       is(export->name,
					  "hashlane_dupes_get_inputs") ?
			       1 :
			       ROOM_BYTES;
	if (is(name, "text_bytes") ||
	    is(export->name, "hashlane_format_parse"))
		return strlen(text_for(export->name));
	if (is(name, "text_units") || is(name, "algorithms_bytes") ||
	    is(name, "data_bytes"))
		return 3;
	if (is(name, "digest_bytes") || is(name, "digests_bytes"))
		return 16;
	return 1; /* counts */
}

/* ---- All of a call ---- */

static void *put_output(union room *room, const struct parameter *parameter)
{
	mark_untouched(room, sizeof(*room));
	if (strstr(parameter->type, "struct hashlane_") &&
	    !strstr(parameter->type, "**")) {
		/* A struct that was zero before, and of the newest size. */
		memset(room, 0, sizeof(*room));
		room->struct_size = ROOM_BYTES;
	}
	return room;
}

/* Where 0 is not well. */
static uint64_t number_for(const struct export *export,
			   const struct parameter *parameter)
{
	static const struct {
		const char *name;
		uint64_t value;
	} numbers[] = { { "id", HASHLANE_HASH_MD5 },
			{ "status", HASHLANE_IO },
			{ "timeout_ms", 1 },
			{ "most", 1 },
			{ "paths_capacity", ROOM_BYTES },
			{ "lookup_id", 1 },
			{ "abi_version", HASHLANE_ABI_VERSION } };

	if (is(export->name, "hashlane_check_next"))
		return UINT64_MAX; /* no limit */
	if (is(export->name, "hashlane_format_get_info"))
		return HASHLANE_FORMAT_GNU;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (is(parameter->name, numbers[i].name))
			return numbers[i].value;
	return 0;
}

bool good_arguments(union argument *arguments, const struct export *export,
		    const struct live *live)
{
	for (size_t i = 0; i < export->parameter_count; i++) {
		const struct parameter *parameter = &export->parameters[i];

		arguments[i].number = 0;
		if (parameter->role == ROLE_IN) {
			arguments[i].pointer = put_input(&rooms[i], export,
							 parameter, live);
			if (!arguments[i].pointer &&
			    export->returns != RETURNS_NOTHING) {
				print_error("%s: no good value for %s %s\n",
					    export->name, parameter->type,
					    parameter->name);
				return false;
			}
		} else if (parameter->role == ROLE_OUT ||
			   parameter->role == ROLE_DETAIL) {
			arguments[i].pointer = put_output(&rooms[i],
							  parameter);
		} else if (parameter->role == ROLE_HANDLE) {
			arguments[i].number = live_handle(live, parameter);
		} else if (parameter->role == ROLE_ELEMENT) {
			arguments[i].number = element_for(export->name,
							  parameter->name);
		} else if (parameter->role == ROLE_LENGTH) {
			arguments[i].number = length_for(export, parameter,
							 live);
		} else {
			arguments[i].number = number_for(export, parameter);
		}
	}
	return true;
}

/* ---- Outputs ---- */

/* The release callbacks of the Arrow C data interface. */
struct arrow_array {
	int64_t numbers[5];
	void *pointers[3];
	void (*release)(struct arrow_array *array);
	void *private_data;
};

struct arrow_schema {
	const char *texts[3];
	int64_t numbers[2];
	void *pointers[2];
	void (*release)(struct arrow_schema *schema);
	void *private_data;
};

struct arrow_stream {
	void (*calls[3])(void);
	void (*release)(struct arrow_stream *stream);
	void *private_data;
};

static void release_arrow(const char *type, void *room)
{
	struct arrow_array *array = room;
	struct arrow_schema *schema = room;
	struct arrow_stream *stream = room;

	if (is(type, "struct ArrowArray *"))
		array->release(array);
	else if (is(type, "struct ArrowSchema *"))
		schema->release(schema);
	else
		stream->release(stream);
}

void release_outputs(const union argument *arguments,
		     const struct export *export)
{
	for (size_t i = 0; i < export->parameter_count; i++) {
		const char *release = export->parameters[i].release;
		void *room = arguments[i].pointer;
		uint64_t handle = 0;
		void *pointer = NULL;

		if (!*release || export->parameters[i].role != ROLE_OUT)
			continue;
		memcpy(&handle, room, sizeof(handle));
		memcpy(&pointer, room, sizeof(pointer));
		if (is(release, "hashlane_hasher_destroy"))
			hashlane_hasher_destroy(handle);
		else if (is(release, "hashlane_engine_destroy"))
			hashlane_engine_destroy(handle);
		else if (is(release, "hashlane_walk_close"))
			hashlane_walk_close(handle);
		else if (is(release, "hashlane_list_close"))
			hashlane_list_close(handle);
		else if (is(release, "hashlane_list_writer_destroy"))
			hashlane_list_writer_destroy(handle);
		else if (is(release, "hashlane_check_destroy"))
			hashlane_check_destroy(handle);
		else if (is(release, "hashlane_dupes_destroy"))
			hashlane_dupes_destroy(handle);
		else if (is(release, "hashlane_verdicts_destroy"))
			hashlane_verdicts_destroy(pointer);
		else if (is(release, "hashlane_job_destroy"))
			hashlane_job_destroy(handle);
		else if (is(release, "hashlane_listener_destroy"))
			hashlane_listener_destroy(handle);
		else if (is(release, "hashlane_results_destroy"))
			hashlane_results_destroy(pointer);
		else if (is(release, "hashlane_string_destroy"))
			hashlane_string_destroy(pointer);
		else if (is(release, "hashlane_buffer_release"))
			hashlane_buffer_release(pointer);
		else if (is(release, "its release callback"))
			release_arrow(export->parameters[i].type, room);
		else
			fail_msg("%s: how is %s called?", export->name,
				 release);
	}
}

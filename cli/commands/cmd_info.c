/* SPDX-License-Identifier: MIT */
/*
 * cmd_info.c - `hashlane info`: show the library, the machine and the kernels.
 */
#include "../../include/hashlane.h"
#include "../terminal/message.h"
#include "options.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "hashlane info [--json]";

static const char about[] =
	"Show the version of the library and its interface, the compiler that built\n"
	"it, the features of the processor that it uses, the instruction sets that\n"
	"can be forced here, and the kernels that are used.\n";

static const char notes[] =
	"\n"
	"Environment: HASHLANE_ISA forces an instruction set.\n"
	"\n"
	"Examples:\n"
	"  hashlane info\n"
	"  HASHLANE_ISA=avx2 hashlane info --json\n";

enum { FEATURES_MAX = 1024, ISA_MAX = 64 };

static void write_pair(struct cli *cli, const char *name, const char *value)
{
	char line[FEATURES_MAX + 64];

	snprintf(line, sizeof(line), "%-13s %s", name, value);
	output_text(&cli->out, line);
	output_line(&cli->out, '\n');
}

static bool can_use(int32_t isa)
{
	return hashlane_isa_check(isa) == HASHLANE_OK;
}

static void abi_text(char text[16])
{
	uint32_t abi = hashlane_library_get_abi_version();

	snprintf(text, 16, "%" PRIu32 ".%" PRIu32, abi >> 16, abi & 0xffff);
}

static void show_text(struct cli *cli, int32_t isa, const char *features)
{
	struct hashlane_kernel_info kernel = { .struct_size = sizeof(kernel) };
	char line[128], sets[256] = "";

	abi_text(line);
	write_pair(cli, "version", hashlane_library_get_version());
	write_pair(cli, "abi", line);
	write_pair(cli, "compiler", hashlane_library_get_compiler());
	write_pair(cli, "cpu", features);
	for (int32_t i = HASHLANE_ISA_SCALAR; i < ISA_MAX; i++) {
		size_t used = strlen(sets);

		if (can_use(i))
			snprintf(sets + used, sizeof(sets) - used, "%s%s",
				 used ? " " : "", hashlane_isa_get_name(i));
	}
	write_pair(cli, "isa available", sets);
	write_pair(cli, "isa asked for", hashlane_isa_get_name(isa));
	for (size_t i = 0; !hashlane_kernel_get_at(&kernel, i, isa); i++) {
		snprintf(line, sizeof(line), "%-10s %-8s %3" PRIu32 " lane%s",
			 kernel.core, kernel.isa, kernel.lanes,
			 kernel.lanes == 1 ? "" : "s");
		write_pair(cli, "kernel", line);
	}
}

/* The words of a text; NULL: no memory. */
static json_t *words(const char *text)
{
	json_t *array = json_array();

	while (array && *text) {
		size_t bytes = strcspn(text, " ");

		if (json_array_append_new(array, json_stringn(text, bytes))) {
			json_decref(array);
			return NULL;
		}
		text += bytes + (text[bytes] == ' ');
	}
	return array;
}

static json_t *available(void)
{
	json_t *array = json_array();

	for (int32_t i = HASHLANE_ISA_SCALAR; array && i < ISA_MAX; i++)
		if (can_use(i) &&
		    json_array_append_new(
			    array, json_string(hashlane_isa_get_name(i)))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

static json_t *kernels(int32_t isa)
{
	struct hashlane_kernel_info kernel = { .struct_size = sizeof(kernel) };
	json_t *array = json_array();

	for (size_t i = 0; array && !hashlane_kernel_get_at(&kernel, i, isa);
	     i++)
		if (json_array_append_new(
			    array, json_pack("{s:s, s:s, s:i}", "core",
					     kernel.core, "isa", kernel.isa,
					     "lanes", (int)kernel.lanes))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

static int show_json(struct cli *cli, int32_t isa, const char *features)
{
	char abi[16], *text;
	json_t *object;

	abi_text(abi);
	object = json_pack("{s:s, s:s, s:s, s:o, s:o, s:s, s:o}", "version",
			   hashlane_library_get_version(), "abi", abi,
			   "compiler", hashlane_library_get_compiler(), "cpu",
			   words(features), "isa_available", available(),
			   "isa", hashlane_isa_get_name(isa), "kernels",
			   kernels(isa));
	text = object ? json_dumps(object, 0) : NULL;
	json_decref(object);
	if (!text) {
		message_text(cli, "out of memory");
		return STATUS_FAILED;
	}
	output_json(&cli->out, text, strlen(text));
	output_line(&cli->out, '\n');
	free(text);
	return STATUS_OK;
}

static int run_info(struct cli *cli, const struct command *command, int argc,
		    char **argv)
{
	char features[FEATURES_MAX] = "";
	struct run_options run = { .json = false };
	int status;

	if (!options_take_only(cli, command, argc, argv, &run, &status))
		return status;
	status = run_options_choose_isa(&run, cli);
	if (status)
		return status;
	if (hashlane_cpu_get_features(features, sizeof(features), NULL))
		features[0] = 0;
	if (run.json)
		return show_json(cli, run.isa, features);
	show_text(cli, run.isa, features);
	return STATUS_OK;
}

const struct command info_command = {
	.name = "info",
	.bit = IN_INFO,
	.summary = "show the library, the machine and the kernels",
	.usage = usage,
	.about = about,
	.notes = notes,
	.run = run_info,
};

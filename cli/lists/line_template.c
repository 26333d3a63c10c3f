/* SPDX-License-Identifier: MIT */
/* line_template.c - lines of a form that the user gives. */
#include "line_template.h"

#include "../terminal/message.h"
#include "item_digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum piece_kind {
	PIECE_TEXT,
	PIECE_PATH,
	PIECE_NAME,
	PIECE_SIZE,
	PIECE_MTIME,
	PIECE_DIGEST
};

struct piece {
	enum piece_kind kind;
	const char *text; /* in line_template.text */
	size_t bytes;
	size_t digest; /* which one of the set */
};

struct line_template {
	char *text; /* all literal text, its escapes resolved */
	size_t count;
	bool has_digest;
	struct piece pieces[];
};

bool line_template_is(const char *text)
{
	return strchr(text, '%');
}

void line_template_destroy(struct line_template *line)
{
	if (line)
		free(line->text);
	free(line);
}

/* The byte that "\n" and the like stand for; false: it is no escape. */
static bool unescape(char *out, char letter)
{
	static const char letters[] = "nrt0\\";
	static const char bytes[] = "\n\r\t\0\\";
	const char *at = letter ? strchr(letters, letter) : NULL;

	if (!at)
		return false;
	*out = bytes[at - letters];
	return true;
}

/* Add a digest to a piece. STATUS_OK or STATUS_USAGE. */
static int take_digest(struct piece *piece, struct cli *cli,
		       struct algorithm_set *set, const char *name,
		       size_t bytes)
{
	struct hashlane_algorithm_spec spec = { 0 };
	struct hashlane_error error = { .struct_size = sizeof(error) };
	char text[ALGORITHM_TEXT_MAX];

	if (hashlane_algorithm_parse(&spec, name, bytes, &error)) {
		message_text(cli, error.message);
		return STATUS_USAGE;
	}
	if (algorithm_set_add_spec(set, &spec))
		return message_usage(cli, "--format", "too many algorithms");
	piece->kind = PIECE_DIGEST;
	if (hashlane_algorithm_format(text, sizeof(text), NULL, &spec))
		return STATUS_USAGE;
	while (piece->digest < set->count &&
	       strcmp(set->algorithms[piece->digest].name, text) != 0)
		piece->digest++;
	return STATUS_OK;
}

/*
 * Read what follows a percent sign. Its length; 0: wrong usage, as *status.
 */
static size_t take_directive(struct piece *piece, struct cli *cli,
			     struct algorithm_set *set, const char *text,
			     int *status)
{
	static const char letters[] = "pfsm";
	static const enum piece_kind kinds[] = { PIECE_PATH, PIECE_NAME,
						 PIECE_SIZE, PIECE_MTIME };
	const char *letter = *text ? strchr(letters, *text) : NULL;
	const char *end;

	if (letter) {
		piece->kind = kinds[letter - letters];
		return 1;
	}
	end = *text == '{' ? strchr(text, '}') : NULL;
	if (!end) {
		*status = message_usage(cli, text - 1,
					"is no directive of --format (%p, %f, "
					"%s, %m, %{ALGORITHM}, %%)");
		return 0;
	}
	*status = take_digest(piece, cli, set, text + 1,
			      (size_t)(end - text - 1));
	return *status ? 0 : (size_t)(end + 1 - text);
}

/* Read all pieces. STATUS_OK or STATUS_USAGE. */
static int take_pieces(struct line_template *line, struct cli *cli,
		       struct algorithm_set *set, const char *text)
{
	char *out = line->text;
	int status = STATUS_OK;

	while (*text) {
		struct piece *piece = &line->pieces[line->count++];
		char *start = out;
		size_t bytes;

		for (; *text && (*text != '%' || text[1] == '%'); text++) {
			if (*text == '\\' && unescape(out, text[1])) {
				text++;
				out++;
				continue;
			}
			text += *text == '%';
			*out++ = *text;
		}
		piece->text = start;
		piece->bytes = (size_t)(out - start);
		if (piece->bytes || !*text)
			continue;
		bytes = take_directive(piece, cli, set, text + 1, &status);
		if (!bytes)
			return status;
		line->has_digest |= piece->kind == PIECE_DIGEST;
		text += 1 + bytes;
	}
	if (line->has_digest)
		return STATUS_OK;
	return message_usage(cli, "--format", "names no digest (%{sha256})");
}

struct line_template *line_template_create(struct cli *cli,
					   struct algorithm_set *set,
					   const char *text, int *status)
{
	size_t bytes = strlen(text);
	struct line_template *line;

	*status = STATUS_FAILED;
	/* A piece has at least one byte of the text. */
	line = calloc(1, sizeof(*line) + (bytes + 1) * sizeof(*line->pieces));
	if (line)
		line->text = malloc(bytes + 1);
	if (!line || !line->text)
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
	else
		*status = take_pieces(line, cli, set, text);
	if (!*status)
		return line;
	line_template_destroy(line);
	return NULL;
}

/* Seconds since 1970, as find -printf %T@ writes them. */
static void write_mtime(struct output *output, const struct item *item)
{
	enum { SECOND = 1000000000 };
	int64_t seconds = item->mtime_ns / SECOND;
	int64_t rest = item->mtime_ns % SECOND;
	char text[48];

	snprintf(text, sizeof(text), "%s%" PRId64 ".%09" PRId64,
		 item->mtime_ns < 0 ? "-" : "",
		 seconds < 0 ? -seconds : seconds, rest < 0 ? -rest : rest);
	output_text(output, item->mtime_ns ? text : "-");
}

static bool write_piece(struct sum *sum, const struct item *item,
			const struct piece *piece)
{
	struct output *output = &sum->cli->out;
	const char *slash = strrchr(item->name, '/');
	char text[HASHLANE_MAX_TEXT_BYTES];

	switch (piece->kind) {
	case PIECE_PATH:
		output_text(output, item->name);
		return true;
	case PIECE_NAME:
		output_text(output, slash ? slash + 1 : item->name);
		return true;
	case PIECE_SIZE:
		snprintf(text, sizeof(text), "%" PRIu64, item->size_bytes);
		output_text(output, text);
		return true;
	case PIECE_MTIME:
		write_mtime(output, item);
		return true;
	case PIECE_DIGEST:
		if (!item_digest_format(text, sum, item, piece->digest))
			return false;
		output_text(output, text);
		return true;
	default:
		output_bytes(output, piece->text, piece->bytes);
		return true;
	}
}

const char *line_template_write(struct sum *sum, const struct item *item)
{
	const struct line_template *line = sum->line;

	for (size_t i = 0; i < line->count; i++)
		if (!write_piece(sum, item, &line->pieces[i])) {
			/* report_item says which digest is missing. */
			output_undo(&sum->cli->out);
			return NULL;
		}
	output_line(&sum->cli->out, sum->line_end);
	return NULL;
}

/* SPDX-License-Identifier: MIT */
/* list_frame.c - the frame of a signed list. */
#include "list_frame.h"

#include <string.h>

/* Characters of an Ed25519 signature with its key number in base64. */
enum { SIGNIFY_BYTES = 100 };

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz0123456789+/=";

/* The line of an armour; blanks at its end do not count (RFC 9580, 6.2). */
static bool is_line(const char *text, size_t bytes, const char *line)
{
	size_t length = strlen(line);

	if (bytes < length || memcmp(text, line, length) != 0)
		return false;
	while (bytes > length && strchr(" \t\r", text[bytes - 1]))
		bytes--;
	return bytes == length;
}

bool hln_list_frame_is_pgp(const char *text, size_t bytes)
{
	return is_line(text, bytes, "-----BEGIN PGP SIGNED MESSAGE-----");
}

bool hln_list_frame_is_signify(const char *first, const char *second)
{
	static const char words[] = "untrusted comment: ";

	return !strncmp(first, words, sizeof(words) - 1) &&
	       !strncmp(second, "RW", 2) &&
	       strspn(second, base64) == SIGNIFY_BYTES;
}

static bool is_empty(const char *text, size_t bytes)
{
	return strspn(text, " \t\r") == bytes;
}

/* "Hash: SHA256", and the other keys of RFC 9580 and RFC 4880. */
static bool is_header(const char *text)
{
	static const char *const keys[] = { "Hash: ", "Version: ", "Comment: ",
					    "Charset: ", "MessageID: " };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strncmp(text, keys[i], strlen(keys[i])))
			return true;
	return false;
}

static enum hln_parsed bad(const char **reason, const char *text)
{
	*reason = text;
	return HLN_PARSED_BAD;
}

/* Headers up to an empty line, behind which is `next`. */
static enum hln_parsed read_headers(struct hln_list_frame *frame,
				    const char *text, size_t bytes,
				    enum hln_frame_state next,
				    const char **reason)
{
	if (is_empty(text, bytes)) {
		frame->state = next;
		return HLN_PARSED_NOTHING;
	}
	return is_header(text) ? HLN_PARSED_NOTHING :
				 bad(reason, "not a header of a signed text");
}

static enum hln_parsed read_text(struct hln_list_frame *frame, char **text,
				 size_t *bytes, const char **reason)
{
	if (is_line(*text, *bytes, "-----BEGIN PGP SIGNATURE-----")) {
		frame->state = HLN_FRAME_ARMOUR;
		return HLN_PARSED_NOTHING;
	}
	/* Lines that begin with a dash have another one before them. */
	if (!strncmp(*text, "- ", 2)) {
		*text += 2;
		*bytes -= 2;
		return HLN_PARSED_ENTRY;
	}
	if (!strncmp(*text, "-----", 5))
		return bad(reason, "a signed text does not hold such a line");
	return HLN_PARSED_ENTRY;
}

static enum hln_parsed read_data(struct hln_list_frame *frame,
				 const char *text, size_t bytes,
				 const char **reason)
{
	if (is_line(text, bytes, "-----END PGP SIGNATURE-----")) {
		frame->state = HLN_FRAME_OUTSIDE;
		return HLN_PARSED_NOTHING;
	}
	return is_empty(text + strspn(text, base64),
			bytes - strspn(text, base64)) ?
		       HLN_PARSED_NOTHING :
		       bad(reason, "not a line of a PGP signature");
}

static enum hln_parsed read_pgp(struct hln_list_frame *frame, char **text,
				size_t *bytes, const char **reason)
{
	switch (frame->state) {
	case HLN_FRAME_OUTSIDE:
		break;
	case HLN_FRAME_HEAD:
		return read_headers(frame, *text, *bytes, HLN_FRAME_TEXT,
				    reason);
	case HLN_FRAME_TEXT:
		return read_text(frame, text, bytes, reason);
	case HLN_FRAME_ARMOUR:
		return read_headers(frame, *text, *bytes, HLN_FRAME_DATA,
				    reason);
	case HLN_FRAME_DATA:
		return read_data(frame, *text, *bytes, reason);
	}
	if (is_empty(*text, *bytes))
		return HLN_PARSED_NOTHING;
	if (!hln_list_frame_is_pgp(*text, *bytes))
		return bad(reason, "outside of the signed text");
	frame->state = HLN_FRAME_HEAD;
	return HLN_PARSED_NOTHING;
}

enum hln_parsed hln_list_frame_read(struct hln_list_frame *frame, char **text,
				    size_t *bytes, uint64_t line,
				    const char **reason)
{
	if (frame->kind == HLN_FRAME_PGP)
		return read_pgp(frame, text, bytes, reason);
	if (frame->kind == HLN_FRAME_SIGNIFY && line <= 2)
		return HLN_PARSED_NOTHING;
	return HLN_PARSED_ENTRY;
}

bool hln_list_frame_is_open(const struct hln_list_frame *frame)
{
	return frame->kind == HLN_FRAME_PGP &&
	       frame->state != HLN_FRAME_OUTSIDE;
}

/* SPDX-License-Identifier: MIT */
/* unicode.c - decoding, canonical order, composition and case folding. */
#include "unicode.h"
#include "unicode_tables.h"

#include "../../include/hashlane.h"

#include <string.h>

/* Hangul syllables, by section 3.12 of the Unicode Standard. */
enum {
	HANGUL_BASE = 0xac00,
	LEAD_BASE = 0x1100,
	VOWEL_BASE = 0x1161,
	TRAIL_BASE = 0x11a7, /* one below the first: 0 stands for none */
	LEAD_COUNT = 19,
	VOWEL_COUNT = 21,
	TRAIL_COUNT = 28,
	HANGUL_COUNT = LEAD_COUNT * VOWEL_COUNT * TRAIL_COUNT
};

/* Below these, no character decomposes and none has a combining class. */
enum { FIRST_DECOMPOSED = 0xc0, FIRST_COMBINING = 0x300 };

enum { PARTS_MAX = 4 /* of a full decomposition */ };

/* ---- UTF-8 ---- */

/*
 * Decode one character by table 3-7 of the Unicode Standard. Returns its bytes;
 * 0: there is no well-formed one.
 */
static size_t decode(uint32_t *out, const char *text, size_t bytes)
{
	const uint8_t *p = (const uint8_t *)text;
	uint32_t c;
	size_t length;

	if (!bytes)
		return 0;
	c = p[0];
	if (c < 0x80) {
		*out = c;
		return 1;
	}
	if (c < 0xc2 || c > 0xf4)
		return 0;
	length = (size_t)2 + (c >= 0xe0) + (c >= 0xf0);
	if (bytes < length)
		return 0;
	c &= 0x7f >> length;
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if ((length == 3 && c < 0x800) || (c >= 0xd800 && c <= 0xdfff) ||
	    (length == 4 && (c < 0x10000 || c > 0x10ffff)))
		return 0;
	*out = c;
	return length;
}

/* Encode a character. Returns its bytes. */
static size_t encode(char out[4], uint32_t c)
{
	size_t length = (size_t)1 + (c >= 0x80) + (c >= 0x800) +
			(c >= 0x10000);

	if (length == 1) {
		out[0] = (char)c;
		return 1;
	}
	for (size_t i = length - 1; i; i--) {
		out[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	out[0] = (char)(0xf00 >> length | c);
	return length;
}

bool hln_unicode_valid(const char *text, size_t bytes)
{
	size_t at = 0;

	while (at < bytes) {
		uint32_t c;
		size_t length = decode(&c, text + at, bytes - at);

		if (!length)
			return false;
		at += length;
	}
	return true;
}

/* ---- Characters ---- */

/* The canonical combining class. */
static uint8_t combining_class(uint32_t c)
{
	size_t low = 0, high = hln_unicode_class_count;

	if (c < FIRST_COMBINING)
		return 0;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct hln_unicode_class *range =
			&hln_unicode_classes[middle];

		if (c < range->first)
			high = middle;
		else if (c - range->first >= range->count)
			low = middle + 1;
		else
			return range->combining;
	}
	return 0;
}

static const struct hln_unicode_decomposition *find_decomposition(uint32_t c)
{
	size_t low = 0, high = hln_unicode_decomposition_count;

	if (c < FIRST_DECOMPOSED)
		return NULL;
	while (low < high) {
		size_t middle = (low + high) / 2;
		uint32_t other = hln_unicode_decompositions[middle].character;

		if (c == other)
			return &hln_unicode_decompositions[middle];
		if (c < other)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* The full canonical decomposition. Returns the number of characters. */
static unsigned decompose(uint32_t out[PARTS_MAX], uint32_t c)
{
	const struct hln_unicode_decomposition *found;
	uint32_t behind[PARTS_MAX]; /* in reverse */
	unsigned count = 0, behind_count = 0;

	if (c - HANGUL_BASE < HANGUL_COUNT) {
		uint32_t vowel, trail;

		c -= HANGUL_BASE;
		vowel = c / TRAIL_COUNT;
		trail = c % TRAIL_COUNT;
		out[0] = LEAD_BASE + vowel / VOWEL_COUNT;
		out[1] = VOWEL_BASE + vowel % VOWEL_COUNT;
		out[2] = TRAIL_BASE + trail;
		return trail ? 3 : 2;
	}
	while (behind_count < PARTS_MAX - 1 &&
	       (found = find_decomposition(c))) {
		c = found->first;
		if (found->second)
			behind[behind_count++] = found->second;
	}
	out[count++] = c;
	while (behind_count)
		out[count++] = behind[--behind_count];
	return count;
}

/* The character that a pair composes to; 0: none. */
static uint32_t composite(uint32_t first, uint32_t second)
{
	size_t low = 0, high = hln_unicode_composition_count;

	if (first - LEAD_BASE < LEAD_COUNT &&
	    second - VOWEL_BASE < VOWEL_COUNT)
		return HANGUL_BASE + ((first - LEAD_BASE) * VOWEL_COUNT +
				      (second - VOWEL_BASE)) *
					     TRAIL_COUNT;
	if (first - HANGUL_BASE < HANGUL_COUNT &&
	    !((first - HANGUL_BASE) % TRAIL_COUNT) &&
	    second - TRAIL_BASE - 1 < TRAIL_COUNT - 1)
		return first + (second - TRAIL_BASE);
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct hln_unicode_decomposition *pair =
			&hln_unicode_decompositions
				[hln_unicode_compositions[middle]];

		if (first == pair->first && second == pair->second)
			return pair->character;
		if (first < pair->first ||
		    (first == pair->first && second < pair->second))
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

static uint32_t fold(uint32_t c)
{
	size_t low = 0, high = hln_unicode_fold_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct hln_unicode_fold *range =
			&hln_unicode_folds[middle];

		if (c < range->first)
			high = middle;
		else if (c - range->first >=
			 (uint32_t)range->count * range->stride)
			low = middle + 1;
		else if ((c - range->first) % range->stride)
			return c;
		else
			return (uint32_t)((int32_t)c + range->delta);
	}
	return c;
}

/* ---- Canonical order ---- */

/* A place in the full decomposition of a well-formed text. */
struct place {
	size_t at; /* of the character behind the parts */
	uint32_t parts[PARTS_MAX];
	unsigned next, count; /* of the parts */
};

/*
 * The characters of a text in NFD. Characters with a combining class stand in
 * the order of their classes, up to the next character without one: such a run
 * is passed through once for each class in it. So no run is too long, and
 * nothing needs to be stored.
 */
struct sequence {
	const char *text;
	size_t bytes;
	struct place place;
	struct place run; /* where the run begins */
	unsigned current; /* the class of this pass; 0: in no run */
};

static void begin(struct sequence *sequence, const char *text, size_t bytes)
{
	memset(sequence, 0, sizeof(*sequence));
	sequence->text = text;
	sequence->bytes = bytes;
}

/* The next character in the order of the text. False: there is none. */
static bool step(struct sequence *sequence, uint32_t *c)
{
	struct place *place = &sequence->place;

	if (place->next == place->count) {
		uint32_t whole = 0;
		size_t length = decode(&whole, sequence->text + place->at,
				       sequence->bytes - place->at);

		if (!length)
			return false;
		place->at += length;
		place->count = decompose(place->parts, whole);
		place->next = 0;
	}
	*c = place->parts[place->next++];
	return true;
}

/*
 * Begin the pass for the lowest class in the run above the current one. If
 * there is none, the place is behind the run, and it returns false.
 */
static bool begin_pass(struct sequence *sequence)
{
	struct place end;
	unsigned class, lowest = 256;
	uint32_t c;

	sequence->place = sequence->run;
	for (;;) {
		end = sequence->place;
		if (!step(sequence, &c))
			break;
		class = combining_class(c);
		if (!class)
			break;
		if (class > sequence->current && class < lowest)
			lowest = class;
	}
	if (lowest == 256) {
		sequence->place = end;
		sequence->current = 0;
		return false;
	}
	sequence->place = sequence->run;
	sequence->current = lowest;
	return true;
}

/* The next character in canonical order. False: there is none. */
static bool next(struct sequence *sequence, uint32_t *c)
{
	for (;;) {
		struct place before = sequence->place;
		bool more = step(sequence, c);
		unsigned class = more ? combining_class(*c) : 0;

		if (!sequence->current) {
			if (!class)
				return more;
			sequence->run = before;
			begin_pass(sequence);
		} else if (!class) {
			begin_pass(sequence);
		} else if (class == sequence->current) {
			return true;
		}
	}
}

/* ---- Forms ---- */

static int32_t write_sequence(char *out, size_t *out_bytes, size_t room,
			      const char *text, size_t bytes, bool folds)
{
	struct sequence sequence;
	size_t filled = 0;
	uint32_t c;

	if (!hln_unicode_valid(text, bytes))
		return HASHLANE_UTF8;
	begin(&sequence, text, bytes);
	while (next(&sequence, &c)) {
		char character[4];
		size_t length = encode(character, folds ? fold(c) : c);

		if (room - filled < length)
			return HASHLANE_BUFFER;
		memcpy(out + filled, character, length);
		filled += length;
	}
	*out_bytes = filled;
	return HASHLANE_OK;
}

int32_t hln_unicode_decompose(char *out, size_t *out_bytes, size_t room,
			      const char *text, size_t bytes)
{
	return write_sequence(out, out_bytes, room, text, bytes, false);
}

int32_t hln_unicode_fold_key(char *out, size_t *out_bytes, size_t room,
			     const char *text, size_t bytes)
{
	return write_sequence(out, out_bytes, room, text, bytes, true);
}

/*
 * Compose a text in NFD in place. A pair never composes to more bytes than it
 * had, so what is written stays behind what is read:
 *
 *	starter  what did not compose with it   (gap)   to read
 *	^start   ^start_end                     ^filled ^at
 */
static size_t compose_in_place(char *text, size_t bytes)
{
	size_t at = 0, filled = 0, start = 0, start_end = 0;
	uint32_t starter = 0; /* 0: none, and it composes with nothing */
	uint32_t c = 0;
	unsigned last = 0; /* class of the character before `filled` */

	while (at < bytes) {
		char character[4];
		unsigned class;
		uint32_t whole = 0;
		size_t length = decode(&c, text + at, bytes - at);

		at += length;
		class = combining_class(c);
		/* A character of the same class or of none would block it. */
		if (filled == start_end || last < class)
			whole = composite(starter, c);
		if (whole) {
			length = encode(character, whole);
			memmove(text + start + length, text + start_end,
				filled - start_end);
			memcpy(text + start, character, length);
			filled = filled - start_end + start + length;
			start_end = start + length;
			starter = whole;
			continue;
		}
		length = encode(text + filled, c);
		if (!class) {
			starter = c;
			start = filled;
			start_end = filled + length;
		}
		filled += length;
		last = class;
	}
	return filled;
}

int32_t hln_unicode_compose(char *out, size_t *out_bytes, size_t room,
			    const char *text, size_t bytes)
{
	size_t filled = 0;
	int32_t status = hln_unicode_decompose(out, &filled, room, text,
					       bytes);

	if (status == HASHLANE_OK)
		*out_bytes = compose_in_place(out, filled);
	return status;
}

bool hln_unicode_decomposed(const char *text, size_t bytes)
{
	struct sequence sequence;
	uint32_t given = 0, wanted;
	size_t at = 0;

	if (!hln_unicode_valid(text, bytes))
		return false;
	begin(&sequence, text, bytes);
	while (at < bytes) {
		at += decode(&given, text + at, bytes - at);
		if (!next(&sequence, &wanted) || given != wanted)
			return false;
	}
	return true;
}

/* ---- Comparisons ---- */

static bool equal(const char *a, size_t a_bytes, const char *b, size_t b_bytes,
		  bool folds)
{
	struct sequence left, right;
	uint32_t c, d;

	if (a_bytes == b_bytes && (!a_bytes || !memcmp(a, b, a_bytes)))
		return true;
	if (!hln_unicode_valid(a, a_bytes) || !hln_unicode_valid(b, b_bytes))
		return false;
	begin(&left, a, a_bytes);
	begin(&right, b, b_bytes);
	while (next(&left, &c)) {
		if (!next(&right, &d))
			return false;
		if (c != d && (!folds || fold(c) != fold(d)))
			return false;
	}
	return !next(&right, &d);
}

bool hln_unicode_nfd_equal(const char *a, size_t a_bytes, const char *b,
			   size_t b_bytes)
{
	return equal(a, a_bytes, b, b_bytes, false);
}

bool hln_unicode_fold_equal(const char *a, size_t a_bytes, const char *b,
			    size_t b_bytes)
{
	return equal(a, a_bytes, b, b_bytes, true);
}

/* SPDX-License-Identifier: MIT */
/* list_candidates.c - which algorithms a bare digest may have. */
#include "list_candidates.h"

#include "digest_prefix.h"
#include "list_tag.h"

#include <string.h>

enum {
	WORDS_MAX = 24,
	DIGITS_LEAST = 8,
	ETAG_DIGITS = 32,
	COMMENT_BYTES_MAX = 80,
	COMMENT_WORDS_MAX = 6,
	DIGITS_SURE = 32
};

static const char separators[] = ".-_ \t()[]:,;#";

/*
 * Digests as tools write them without a tag. The first algorithm of a row is
 * that of md5sum and its like, or of the most common tool; beside each of the
 * others is a tool that writes it so.
 */
static const struct known {
	size_t digits;
	int32_t form;
	const char *prefix; /* gives the algorithm, as a tag does; "" */
	int32_t ids[HLN_CANDIDATES_MAX];
} known[] = {
	/* rhash; rhash --crc32c */
	{ 8,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_CRC32, HASHLANE_HASH_CRC32C } },
	/* xxhsum; rclone hashsum xxh3; AWS */
	{ 16,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_XXH64, HASHLANE_HASH_XXH3_64,
	    HASHLANE_HASH_CRC64NVME } },
	/* md5sum; rhash --md4; rhash --ed2k; xxhsum -H2 */
	{ 32,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_MD5, HASHLANE_HASH_MD4, HASHLANE_HASH_ED2K,
	    HASHLANE_HASH_XXH3_128 } },
	/* sha1sum; hashlane 0.1; rclone hashsum quickxor */
	{ 40,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_SHA1, HASHLANE_HASH_GIT_BLOB,
	    HASHLANE_HASH_QUICKXOR } },
	/* rhash --tiger; rhash --tth --hex */
	{ 48,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_TIGER, HASHLANE_HASH_TTH } },
	/* sha224sum; rhash --sha3-224 */
	{ 56,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_SHA224, HASHLANE_HASH_SHA3_224 } },
	/*
	 * sha256sum; b3sum; rhash --blake2s, --sha3-256; shasum -a 512256;
	 * rclone hashsum dropbox; hashlane 0.1
	 */
	{ 64,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_SHA256, HASHLANE_HASH_BLAKE3, HASHLANE_HASH_BLAKE2S,
	    HASHLANE_HASH_SHA3_256, HASHLANE_HASH_SHA512_256,
	    HASHLANE_HASH_DROPBOX, HASHLANE_HASH_FS_VERITY } },
	/* sha384sum; rhash --sha3-384 */
	{ 96,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_SHA384, HASHLANE_HASH_SHA3_384 } },
	/* sha512sum; b2sum; rhash --sha3-512 */
	{ 128,
	  HASHLANE_TEXT_HEX,
	  "",
	  { HASHLANE_HASH_SHA512, HASHLANE_HASH_BLAKE2B,
	    HASHLANE_HASH_SHA3_512 } },
	/* rhash --aich, --tth */
	{ 32, HASHLANE_TEXT_BASE32, "", { HASHLANE_HASH_AICH } },
	{ 39, HASHLANE_TEXT_BASE32, "", { HASHLANE_HASH_TTH } },
	/* rclone hashsum --base64 */
	{ 24, HASHLANE_TEXT_BASE64, "", { HASHLANE_HASH_MD5 } },
	{ 28,
	  HASHLANE_TEXT_BASE64,
	  "",
	  { HASHLANE_HASH_QUICKXOR, HASHLANE_HASH_SHA1 } },
	{ 44,
	  HASHLANE_TEXT_BASE64,
	  "",
	  { HASHLANE_HASH_SHA256, HASHLANE_HASH_BLAKE3,
	    HASHLANE_HASH_DROPBOX } },
	/* OCI image tools; fsverity digest */
	{ 71,
	  HASHLANE_TEXT_CANONICAL,
	  "sha256:",
	  { HASHLANE_HASH_OCI, HASHLANE_HASH_FS_VERITY } },
	{ 50, HASHLANE_TEXT_CANONICAL, "swh:1:cnt:", { HASHLANE_HASH_SWHID } },
};

/* Words that mean several algorithms. */
static const struct {
	const char *word;
	int32_t ids[HLN_CANDIDATES_MAX];
} families[] = {
	{ "sha",
	  { HASHLANE_HASH_SHA1, HASHLANE_HASH_SHA224, HASHLANE_HASH_SHA256,
	    HASHLANE_HASH_SHA384, HASHLANE_HASH_SHA512,
	    HASHLANE_HASH_SHA512_256 } },
	{ "sha2",
	  { HASHLANE_HASH_SHA224, HASHLANE_HASH_SHA256, HASHLANE_HASH_SHA384,
	    HASHLANE_HASH_SHA512, HASHLANE_HASH_SHA512_256 } },
	{ "sha3",
	  { HASHLANE_HASH_SHA3_224, HASHLANE_HASH_SHA3_256,
	    HASHLANE_HASH_SHA3_384, HASHLANE_HASH_SHA3_512 } },
	{ "blake2", { HASHLANE_HASH_BLAKE2B, HASHLANE_HASH_BLAKE2S } },
	{ "xxh",
	  { HASHLANE_HASH_XXH64, HASHLANE_HASH_XXH3_64,
	    HASHLANE_HASH_XXH3_128 } },
	{ "xxhash",
	  { HASHLANE_HASH_XXH64, HASHLANE_HASH_XXH3_64,
	    HASHLANE_HASH_XXH3_128 } },
};

enum {
	KNOWN = sizeof(known) / sizeof(known[0]),
	FAMILIES = sizeof(families) / sizeof(families[0])
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word(const char *text, size_t bytes, const char *word)
{
	if (strlen(word) != bytes)
		return false;
	for (size_t i = 0; i < bytes; i++)
		if (lower(text[i]) != word[i])
			return false;
	return true;
}

/* Without a branch a digit: the processor cannot predict the letters. */
static bool is_hex(const char *text, size_t bytes)
{
	bool all = true;

	for (size_t i = 0; i < bytes; i++) {
		unsigned digit = (unsigned char)text[i] - (unsigned)'0';
		unsigned letter = ((unsigned char)text[i] | 0x20u) -
				  (unsigned)'a';

		all &= (digit < 10) | (letter < 6);
	}
	return all;
}

static void add_hint(struct hln_list_candidates *candidates,
		     const struct hashlane_algorithm_spec *spec,
		     unsigned group)
{
	if (candidates->hint_count == HLN_HINTS_MAX)
		return;
	candidates->hints[candidates->hint_count++] = (struct hln_hint){
		.spec = *spec,
		.group = group,
	};
}

/* Add the algorithms that a text names; false: it names none. */
static bool add_named(struct hln_list_candidates *candidates, const char *text,
		      size_t bytes, unsigned group)
{
	struct hashlane_algorithm_spec spec = { 0 };

	for (size_t i = 0; i < FAMILIES; i++) {
		if (!is_word(text, bytes, families[i].word))
			continue;
		for (size_t j = 0; families[i].ids[j]; j++) {
			spec.id = families[i].ids[j];
			add_hint(candidates, &spec, group);
		}
		return true;
	}
	if (!hln_list_tag_parse(&spec, text, bytes))
		return false;
	add_hint(candidates, &spec, group);
	return true;
}

/* The same for a word that may have "sum" in it: "SHASUMS256", "b2sums". */
static bool add_word(struct hln_list_candidates *candidates, const char *text,
		     size_t bytes, unsigned group)
{
	char word[32];
	size_t at = 0;

	if (!bytes || bytes > sizeof(word))
		return false;
	if (add_named(candidates, text, bytes, group))
		return true;
	for (size_t i = 0; i < bytes; i++)
		word[i] = lower(text[i]);
	while (at + 3 <= bytes && memcmp(word + at, "sum", 3) != 0)
		at++;
	if (at + 3 > bytes)
		return false;
	bytes -= 3;
	memmove(word + at, word + at + 3, bytes - at);
	if (at < bytes && word[at] == 's') {
		bytes--;
		memmove(word + at, word + at + 1, bytes - at);
	}
	return bytes && add_named(candidates, word, bytes, group);
}

/* Add the algorithms that the words of a text name, the last word first. */
static unsigned add_words(struct hln_list_candidates *candidates,
			  const char *text, size_t bytes)
{
	size_t starts[WORDS_MAX], ends[WORDS_MAX], words = 0, last;
	unsigned group = 0;

	for (size_t at = 0; at < bytes && words < WORDS_MAX;) {
		size_t end = at;

		while (end < bytes && !strchr(separators, text[end]))
			end++;
		if (end > at) {
			starts[words] = at;
			ends[words++] = end;
		}
		at = end + 1;
	}
	/* "sha3-256" is two words. */
	for (last = words; last > 0;) {
		size_t first = last > 2 ? last - 2 : 1;

		while (first <= last &&
		       !add_word(candidates, text + starts[first - 1],
				 ends[last - 1] - starts[first - 1], group))
			first++;
		group += first <= last;
		last = first <= last ? first - 1 : last - 1;
	}
	return group;
}

/*
 * Is it the name of a list of one algorithm, as "x.iso.sha1" and "SHA256SUMS"
 * are? The word of another name may be that of a file listed: "blake3-1.5.txt".
 */
static bool is_list_name(const char *name)
{
	static const char *const ends[] = { ".txt", ".asc", ".sig", ".gpg" };
	struct hln_list_candidates found = { .hint_count = 0 };
	size_t bytes = strlen(name), dot;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (bytes > 4 && is_word(name + bytes - 4, 4, ends[i])) {
			bytes -= 4;
			break;
		}
	for (dot = bytes; dot && name[dot - 1] != '.';)
		dot--;
	if (dot && add_word(&found, name + dot, bytes - dot, 0))
		return true;
	/* "SHASUMS256": without "sum", the name is only a word. */
	return !add_named(&found, name, bytes, 0) &&
	       add_word(&found, name, bytes, 0);
}

void hln_list_candidates_begin(struct hln_list_candidates *candidates,
			       const struct hashlane_list_options *options,
			       const char *name)
{
	const char *slash = name ? strrchr(name, '/') : NULL;

	memset(candidates, 0, sizeof(*candidates));
	candidates->given = options->specs;
	candidates->given_count = options->spec_count;
	candidates->no_guess = options->flags & HASHLANE_LIST_NO_GUESS;
	if (slash)
		name = slash + 1;
	if (name && !candidates->no_guess) {
		(void)add_words(candidates, name, strlen(name));
		candidates->named = is_list_name(name);
	}
}

void hln_list_candidates_rewind(struct hln_list_candidates *candidates)
{
	candidates->section.id = 0;
	candidates->section_tag[0] = 0;
	candidates->row_count = 0;
}

/* "# BLAKE2B HASH", as Gentoo writes it: the word before "HASH". */
static size_t find_hash_word(const char **word, const char *text, size_t bytes)
{
	const char *end = text + bytes, *at = text;
	size_t length = 0;

	while (at < end && (*at == '#' || *at == ' '))
		at++;
	while (at + length < end && at[length] != ' ')
		length++;
	if (!length || length >= 32 || (size_t)(end - at) != length + 5 ||
	    memcmp(at + length, " HASH", 5) != 0)
		return 0;
	*word = at;
	return length;
}

/*
 * The only algorithm that a short comment has as a word: "# SHA256 sums:". A
 * file's name, such as "sha256-1.0.tar", is no such word.
 */
static bool find_only_word(struct hln_list_candidates *found, const char *text,
			   size_t bytes)
{
	static const char marks[] = " \t#;:,()";
	size_t words = 0, groups = 0;

	for (size_t at = 0, end; at < bytes; at = end) {
		while (at < bytes && strchr(marks, text[at]))
			at++;
		for (end = at; end < bytes && !strchr(marks, text[end]);)
			end++;
		words += end > at;
		groups += end > at && add_word(found, text + at, end - at, 0);
	}
	return words <= COMMENT_WORDS_MAX && groups == 1 &&
	       found->hint_count == 1;
}

bool hln_list_candidates_comment(struct hln_list_candidates *candidates,
				 const char *text, size_t bytes)
{
	/* As hints of a name, in a place of their own. */
	struct hln_list_candidates found = { .hint_count = 0 };
	const char *word = NULL;
	size_t length = find_hash_word(&word, text, bytes);

	candidates->row_count = 0;
	/* "# s3-etag:part=5MiB", as the writer has it, with its parameter. */
	if (bytes > 2 && !memcmp(text, "# ", 2) &&
	    hln_list_tag_parse(&candidates->section, text + 2, bytes - 2)) {
		candidates->section_tag[0] = 0;
		candidates->section_named = true;
		return true;
	}
	if (length && !add_named(&found, word, length, 0)) {
		candidates->section.id = 0;
		memcpy(candidates->section_tag, word, length);
		candidates->section_tag[length] = 0;
		return true;
	}
	if (!length && (bytes > COMMENT_BYTES_MAX ||
			!find_only_word(&found, text, bytes)))
		return false;
	candidates->section = found.hints[0].spec;
	candidates->section_named = length;
	candidates->section_tag[0] = 0;
	return true;
}

static const struct known *find_known(const char *text, size_t bytes, bool hex)
{
	static const struct known etag = {
		.form = HASHLANE_TEXT_CANONICAL,
		.prefix = "",
		.ids = { HASHLANE_HASH_S3_ETAG },
	};

	if (bytes > ETAG_DIGITS && text[ETAG_DIGITS] == '-' &&
	    is_hex(text, ETAG_DIGITS))
		return &etag;
	for (size_t i = 0; i < KNOWN; i++) {
		struct hashlane_algorithm_spec spec = {
			.id = known[i].ids[0],
		};

		if (known[i].digits != bytes ||
		    hex != (known[i].form == HASHLANE_TEXT_HEX) ||
		    strncmp(text, known[i].prefix, strlen(known[i].prefix)) !=
			    0)
			continue;
		if (hex || hln_list_entry_fits(&spec, text, bytes))
			return &known[i];
	}
	return NULL;
}

/* Digests of several candidates are decoded once: their sizes are equal. */
static void add_spec(struct hln_candidate_row *row,
		     const struct hashlane_algorithm_spec *spec)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	for (size_t i = 0; i < row->count; i++)
		if (!memcmp(&row->specs[i], spec, sizeof(*spec)))
			return;
	if (row->count == HLN_CANDIDATES_MAX ||
	    hashlane_algorithm_get_info(&info, spec->id) ||
	    (row->count && info.digest_bytes != row->digest_bytes))
		return;
	row->digest_bytes = info.digest_bytes;
	row->plain = 2 * (size_t)info.digest_bytes == row->digits;
	row->specs[row->count++] = *spec;
}

/* Add the algorithms that the list's name gives, if they fit. */
static void add_hinted(struct hln_candidate_row *row,
		       const struct hln_list_candidates *candidates,
		       const char *text, size_t bytes)
{
	unsigned group = 0;

	for (size_t i = 0; i < candidates->hint_count; i++) {
		const struct hln_hint *hint = &candidates->hints[i];

		if (row->count && hint->group != group)
			return;
		if (!hln_list_entry_fits(&hint->spec, text, bytes))
			continue;
		group = hint->group;
		add_spec(row, &hint->spec);
	}
}

/* NOT: no digest, and nothing was built. */
static enum hln_parsed build(struct hln_candidate_row *row,
			     const struct hln_list_candidates *candidates,
			     const char **reason, const char *text,
			     size_t bytes, bool hex)
{
	const struct known *usual;
	bool only, named = false;
	size_t narrow;

	memset(row, 0, sizeof(*row));
	row->digits = bytes;
	row->form = HASHLANE_TEXT_HEX;
	if (candidates->given_count) {
		for (size_t i = 0; i < candidates->given_count; i++)
			if (hln_list_entry_fits(&candidates->given[i], text,
						bytes))
				add_spec(row, &candidates->given[i]);
		if (hex && bytes >= DIGITS_LEAST)
			*reason = "no digest of an algorithm given";
		if (!row->count)
			return hex && bytes >= DIGITS_SURE ? HLN_PARSED_BAD :
							     HLN_PARSED_NOT;
		return HLN_PARSED_ENTRY;
	}
	if (candidates->section.id &&
	    hln_list_entry_fits(&candidates->section, text, bytes)) {
		add_spec(row, &candidates->section);
		only = candidates->section_named || candidates->no_guess;
	} else {
		add_hinted(row, candidates, text, bytes);
		only = false;
		named = row->count && candidates->named;
	}
	if (row->count && only)
		return HLN_PARSED_ENTRY;
	narrow = row->count;
	usual = find_known(text, bytes, hex);
	if (!usual)
		return row->count ? HLN_PARSED_ENTRY : HLN_PARSED_NOT;
	if (candidates->no_guess)
		*reason = "only the length of the digest gives its "
			  "algorithm; give the algorithm";
	if (candidates->no_guess && !*usual->prefix)
		return bytes >= DIGITS_SURE ? HLN_PARSED_BAD : HLN_PARSED_NOT;
	if (!named)
		row->form = usual->form;
	for (size_t i = 0; i < HLN_CANDIDATES_MAX && usual->ids[i]; i++) {
		struct hashlane_algorithm_spec spec = { .id = usual->ids[i] };

		add_spec(row, &spec);
	}
	if (named && row->count > narrow) {
		row->wide_count = row->count;
		row->count = narrow;
	}
	return HLN_PARSED_ENTRY;
}

/* Some tools put a digest in quotes, as S3 does with ETags. */
static void unquote(const char **text, size_t *bytes)
{
	if (*bytes <= 2 || **text != '"' || (*text)[*bytes - 1] != '"')
		return;
	++*text;
	*bytes -= 2;
}

bool hln_list_candidates_fit(const struct hln_list_candidates *candidates,
			     const char *text, size_t bytes)
{
	struct hln_candidate_row row;
	struct hashlane_algorithm_spec spec;
	const char *reason;
	size_t prefix;

	unquote(&text, &bytes);
	if (bytes > HLN_DIGEST_TEXT_MAX)
		return false;
	return hln_digest_prefix_find(&spec, &prefix, text, bytes) ||
	       build(&row, candidates, &reason, text, bytes,
		     is_hex(text, bytes)) != HLN_PARSED_NOT;
}

/* The row of hexadecimal digests of a length; NULL: it was not built yet. */
static struct hln_candidate_row *
find_row(struct hln_list_candidates *candidates, size_t digits)
{
	for (size_t i = 0; i < candidates->row_count; i++)
		if (candidates->rows[i].digits == digits)
			return &candidates->rows[i];
	return NULL;
}

static bool add_narrow(struct hln_list_entry *entry,
		       const struct hln_candidate_row *row, const char *text,
		       size_t bytes, bool hex)
{
	if (hex && row->plain)
		return hln_list_entry_add_candidates(
			entry, row->specs, row->count, HASHLANE_TEXT_HEX, text,
			bytes);
	if (row->count == 1)
		return hln_list_entry_add(entry, row->specs, NULL, 0, text,
					  bytes);
	return hln_list_entry_add_candidates(entry, row->specs, row->count,
					     row->form, text, bytes);
}

static bool add_row(struct hln_list_entry *entry,
		    const struct hln_candidate_row *row, const char *text,
		    size_t bytes, bool hex)
{
	struct hln_list_wide *wide = &entry->wide[entry->known.claim_count];

	if (!add_narrow(entry, row, text, bytes, hex))
		return false;
	wide->specs = row->specs;
	wide->count = row->wide_count;
	return true;
}

static enum hln_parsed add_unknown(struct hln_list_candidates *candidates,
				   struct hln_list_entry *entry,
				   const char *text, size_t bytes)
{
	const char *tag = candidates->section_tag;

	if (bytes < DIGITS_LEAST || !is_hex(text, bytes) ||
	    !hln_list_entry_add_unknown(entry, tag, strlen(tag), text, bytes))
		return HLN_PARSED_NOT;
	return HLN_PARSED_ENTRY;
}

enum hln_parsed hln_list_candidates_add(struct hln_list_candidates *candidates,
					struct hln_list_entry *entry,
					bool *guessed, const char **reason,
					const char *text, size_t bytes)
{
	struct hln_candidate_row *row;
	struct hashlane_algorithm_spec spec;
	enum hln_parsed parsed;
	size_t prefix;
	bool hex;

	unquote(&text, &bytes);
	if (bytes > HLN_DIGEST_TEXT_MAX)
		return HLN_PARSED_NOT;
	/* It is as good as a tag. */
	if (hln_digest_prefix_find(&spec, &prefix, text, bytes))
		return hln_list_entry_add(entry, &spec, text, prefix - 1,
					  text + prefix, bytes - prefix) ?
			       HLN_PARSED_ENTRY :
			       HLN_PARSED_NOT;
	if (*candidates->section_tag)
		return add_unknown(candidates, entry, text, bytes);
	row = find_row(candidates, bytes);
	if (row && add_row(entry, row, text, bytes, true)) {
		*guessed |= row->count > 1;
		return HLN_PARSED_ENTRY;
	}
	hex = is_hex(text, bytes);
	row = &candidates->other;
	if (hex && candidates->row_count < HLN_CANDIDATE_ROWS)
		row = &candidates->rows[candidates->row_count];
	parsed = build(row, candidates, reason, text, bytes, hex);
	if (parsed != HLN_PARSED_ENTRY)
		return parsed;
	if (row != &candidates->other)
		candidates->row_count++;
	if (!add_row(entry, row, text, bytes, hex))
		return HLN_PARSED_NOT;
	*guessed |= row->count > 1;
	return HLN_PARSED_ENTRY;
}

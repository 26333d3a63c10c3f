// SPDX-License-Identifier: MIT
// kernels.cc - GB/s on one core: hashlane by algorithm, instruction set and
// number of messages side by side, next to the libraries people use now, in
// one run. Every buffer is hot in the L2 cache. `--all` runs every number of
// messages for the lesser instruction sets too; Google Benchmark's options
// follow.
#include <hashlane.h>

#include "xxh3_wide.h"

#include <benchmark/benchmark.h>
#include <isa-l/crc.h>
#include <isa-l/crc64.h>
#include <libdeflate.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <rhash.h>
#include <xxhash.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace
{

constexpr size_t total_bytes = 512 * 1024;

// What people ask of one pass over a file.
const char five[] = "ed2k+crc32+md5+sha1+tth";
const char four[] = "md5+sha1+sha256+crc32";
const char serial[] = "md5+md4+sha1+crc32";

// Messages of one size, each 64 bytes further on than a power of two: lanes
// whose strides are one evict each other from the L1 cache.
class Messages
{
      public:
	Messages(size_t count, size_t bytes)
	{
		size_t stride = (bytes + 63) / 64 * 64 + 64;
		std::mt19937_64 random(1);

		memory.resize(count * stride + 64);
		for (auto &byte : memory)
			byte = static_cast<uint8_t>(random());
		auto at = reinterpret_cast<uintptr_t>(memory.data());
		auto *base = memory.data() + (64 - at % 64) % 64;
		for (size_t i = 0; i < count; i++) {
			data.push_back(base + i * stride);
			sizes.push_back(bytes);
		}
	}
	std::vector<const void *> data;
	std::vector<size_t> sizes;

      private:
	std::vector<uint8_t> memory;
};

// A peer that leaves the upper halves of the registers dirty makes the SSE code
// behind it several times slower.
#if defined(__x86_64__)
__attribute__((target("avx"))) void clear_registers()
{
	__builtin_ia32_vzeroupper();
}
#endif

void begin_clean()
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx"))
		clear_registers();
#endif
}

void count_bytes(benchmark::State &state, size_t count, size_t bytes)
{
	state.SetBytesProcessed(state.iterations() *
				static_cast<int64_t>(count * bytes));
	state.counters["messages"] = static_cast<double>(count);
}

using Specs = std::vector<hashlane_algorithm_spec>;

// "md5+sha1": several algorithms of the same bytes.
Specs parse(const std::string &algorithms)
{
	Specs specs;

	for (size_t at = 0; at < algorithms.size();) {
		size_t end = algorithms.find('+', at);
		hashlane_algorithm_spec spec;

		if (end == std::string::npos)
			end = algorithms.size();
		if (hashlane_algorithm_parse(&spec, algorithms.data() + at,
					     end - at, nullptr)) {
			std::fprintf(stderr, "unknown: %s\n",
				     algorithms.c_str());
			std::exit(2);
		}
		specs.push_back(spec);
		at = end + 1;
	}
	return specs;
}

// Several algorithms take turns on the same hot messages.
void hash_many(benchmark::State &state, const Specs &specs, int32_t isa,
	       size_t count, size_t bytes)
{
	Messages messages(count, bytes);
	std::vector<uint8_t> digests(count * HASHLANE_MAX_DIGEST_BYTES);
	int32_t status = 0;

	begin_clean();
	for (auto _ : state) {
		for (const auto &spec : specs)
			status |= hashlane_hash_many(
				digests.data(), digests.size(), NULL, &spec,
				messages.data.data(), messages.sizes.data(),
				count, isa);
		benchmark::ClobberMemory();
	}
	if (status)
		state.SkipWithError("hashlane_hash_many failed");
	count_bytes(state, count, bytes);
}

// One long message through the streaming hasher, all algorithms in one pass.
void hash_stream(benchmark::State &state, const Specs &specs, int32_t isa)
{
	constexpr size_t piece = 64 * 1024;
	Messages messages(1, total_bytes);
	auto *data = static_cast<const uint8_t *>(messages.data[0]);
	struct hashlane_hasher_options options = {};
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	hashlane_hasher hasher;

	options.struct_size = sizeof(options);
	options.specs = specs.data();
	options.spec_count = specs.size();
	options.isa = isa;
	int32_t status = hashlane_hasher_create(&hasher, &options, nullptr);
	if (status) {
		state.SkipWithError(hashlane_status_get_text(status));
		return;
	}
	begin_clean();
	for (auto _ : state) {
		status |= hashlane_hasher_reset(hasher);
		for (size_t at = 0; at < total_bytes; at += piece)
			status |= hashlane_hasher_update(hasher, data + at,
							 piece);
		for (size_t i = 0; i < specs.size(); i++)
			status |= hashlane_hasher_get_digest(
				hasher, i, digest, sizeof(digest), nullptr);
		benchmark::ClobberMemory();
	}
	hashlane_hasher_destroy(hasher);
	if (status)
		state.SkipWithError("the hasher failed");
	count_bytes(state, 1, total_bytes);
}

template <typename Hash>
void peer(benchmark::State &state, size_t count, size_t bytes, Hash hash)
{
	Messages messages(count, bytes);

	begin_clean();
	for (auto _ : state) {
		for (size_t i = 0; i < count; i++)
			hash(messages.data[i], bytes);
		benchmark::ClobberMemory();
	}
	count_bytes(state, count, bytes);
}

template <typename Hash>
void add_peer(const std::string &algorithm, const std::string &who, Hash hash)
{
	auto add = [&](const std::string &size, size_t count, size_t bytes) {
		benchmark::RegisterBenchmark(
			(algorithm + "/" + who + size).c_str(),
			[=](benchmark::State &state) {
				peer(state, count, bytes, hash);
			});
	};
	add("", 1, total_bytes);
	add("/64B", 1024, 64);
	add("/1KiB", 256, 1024);
}

// A context that is used again, as OpenSSL advises for speed.
struct Evp {
	explicit Evp(const char *name)
	    : md(EVP_MD_fetch(nullptr, name, nullptr)),
	      context(EVP_MD_CTX_new())
	{
	}
	void operator()(const void *data, size_t bytes) const
	{
		uint8_t digest[EVP_MAX_MD_SIZE];

		EVP_DigestInit_ex2(context, md, nullptr);
		EVP_DigestUpdate(context, data, bytes);
		EVP_DigestFinal_ex(context, digest, nullptr);
	}
	// They live as long as the process.
	EVP_MD *md;
	EVP_MD_CTX *context;
};

void add_openssl(const std::string &algorithm, const char *name)
{
	Evp evp(name);

	if (evp.md)
		add_peer(algorithm, "openssl", evp);
	else
		std::fprintf(stderr, "not run: openssl %s\n", name);
}

void add_rhash(const std::string &algorithm, unsigned id)
{
	add_peer(algorithm, "librhash", [=](const void *data, size_t bytes) {
		uint8_t digest[128];

		rhash_msg(id, data, bytes, digest);
	});
}

// Several algorithms of one message in one pass.
void add_rhash_set(const std::string &algorithms, unsigned ids)
{
	add_peer(algorithms, "librhash", [=](const void *data, size_t bytes) {
		constexpr size_t piece = 64 * 1024;
		auto *p = static_cast<const uint8_t *>(data);
		rhash context = rhash_init(ids);

		for (size_t at = 0; at < bytes; at += piece)
			rhash_update(context, p + at,
				     bytes - at < piece ? bytes - at : piece);
		rhash_final(context, nullptr);
		rhash_free(context);
	});
}

// OpenSSL's digests and libdeflate's CRC in turns.
void add_openssl_set(const std::string &algorithms,
		     std::initializer_list<const char *> names)
{
	std::vector<Evp> digests;

	for (const char *name : names) {
		digests.emplace_back(name);
		if (!digests.back().md) {
			std::fprintf(stderr, "not run: openssl %s\n", name);
			return;
		}
	}
	add_peer(algorithms, "openssl-libdeflate",
		 [=](const void *data, size_t bytes) {
			 for (const Evp &digest : digests)
				 digest(data, bytes);
			 benchmark::DoNotOptimize(
				 libdeflate_crc32(0, data, bytes));
			 begin_clean();
		 });
}

template <typename Sum>
void add_sum(const std::string &algorithm, const std::string &who, Sum sum)
{
	add_peer(algorithm, who, [=](const void *data, size_t bytes) {
		benchmark::DoNotOptimize(sum(data, bytes));
	});
}

void add_peers()
{
	for (const char *name : { "md5", "sha1", "sha256", "sha512", "md4" })
		add_openssl(name, name);
	add_openssl("sha3-256", "sha3-256");
	add_openssl("blake2b", "blake2b512");
	add_openssl("blake2s", "blake2s256");
	add_rhash("md4", RHASH_MD4);
	add_rhash("md5", RHASH_MD5);
	add_rhash("tiger", RHASH_TIGER);
	add_rhash("tth", RHASH_TTH);
	add_rhash("ed2k", RHASH_ED2K);
	add_rhash("crc32", RHASH_CRC32);
	add_sum("crc32", "libdeflate", [](const void *data, size_t bytes) {
		return libdeflate_crc32(0, data, bytes);
	});
	add_sum("crc32", "isal", [](const void *data, size_t bytes) {
		return crc32_gzip_refl(0, static_cast<const uint8_t *>(data),
				       bytes);
	});
	add_sum("crc32c", "isal", [](const void *data, size_t bytes) {
		auto *p = static_cast<uint8_t *>(const_cast<void *>(data));
		return crc32_iscsi(p, static_cast<int>(bytes), ~0U);
	});
	add_sum("crc64nvme", "isal-ecma", [](const void *data, size_t bytes) {
		return crc64_ecma_refl(0, static_cast<const uint8_t *>(data),
				       bytes);
	});
	add_sum("xxh64", "libxxhash", [](const void *data, size_t bytes) {
		return XXH64(data, bytes, 0);
	});
	add_sum("xxh3-64", "libxxhash", [](const void *data, size_t bytes) {
		return XXH3_64bits(data, bytes);
	});
	add_sum("xxh3-128", "libxxhash", [](const void *data, size_t bytes) {
		return XXH3_128bits(data, bytes).low64;
	});
	if (xxh3_wide_runs()) {
		add_sum("xxh3-64", "xxhash-avx512", xxh3_wide_64);
		add_sum("xxh3-128", "xxhash-avx512", xxh3_wide_128);
	}
	add_rhash_set(five, RHASH_ED2K | RHASH_CRC32 | RHASH_MD5 | RHASH_SHA1 |
				    RHASH_TTH);
	add_rhash_set(four,
		      RHASH_MD5 | RHASH_SHA1 | RHASH_SHA256 | RHASH_CRC32);
	add_rhash_set(serial,
		      RHASH_MD5 | RHASH_MD4 | RHASH_SHA1 | RHASH_CRC32);
	add_openssl_set(four, { "md5", "sha1", "sha256" });
	add_openssl_set(serial, { "md5", "md4", "sha1" });
}

void add_ours(const std::string &algorithms, int32_t isa,
	      const std::vector<size_t> &counts)
{
	Specs specs = parse(algorithms);
	std::string prefix = algorithms + "/hashlane/" +
			     hashlane_isa_get_name(isa);

	auto add = [&](const std::string &name, size_t count, size_t bytes) {
		benchmark::RegisterBenchmark(
			(prefix + name).c_str(), [=](benchmark::State &state) {
				hash_many(state, specs, isa, count, bytes);
			});
	};
	for (size_t count : counts)
		add("/x" + std::to_string(count), count,
		    total_bytes / count / 1024 * 1024);
	add("/64B", 1024, 64);
	add("/1KiB", 256, 1024);
	benchmark::RegisterBenchmark((prefix + "/stream").c_str(),
				     [=](benchmark::State &state) {
					     hash_stream(state, specs, isa);
				     });
}

void add_all_of_ours(bool all)
{
	for (int32_t isa = HASHLANE_ISA_SCALAR; isa <= HASHLANE_ISA_NEON;
	     isa++) {
		bool wide = isa >= HASHLANE_ISA_AVX2;
		std::vector<size_t> counts = { 1, 4, 16, 64 };

		if (hashlane_isa_check(isa)) {
			std::fprintf(stderr, "not run: %s\n",
				     hashlane_isa_get_name(isa));
			continue;
		}
		if (wide || all)
			counts = { 1, 2, 4, 8, 16, 32, 48, 64 };
		for (const char *algorithm :
		     { "md5", "md4", "sha1", "sha256", "sha512", "sha3-256",
		       "tiger", "tth", "blake2b", "blake2s", "blake3", "ed2k",
		       "crc32", "crc32c", "crc64nvme", "xxh64", "xxh3-64",
		       "xxh3-128" })
			add_ours(algorithm, isa, counts);
		for (const char *set : { five, four, serial })
			add_ours(set, isa, counts);
	}
}

// What the table names besides the machine.
void add_context()
{
	char features[256] = "unknown";
	unsigned xxh = XXH_versionNumber();

	hashlane_cpu_get_features(features, sizeof(features), nullptr);
	benchmark::AddCustomContext("hashlane_features", features);
	benchmark::AddCustomContext("hashlane_compiler",
				    hashlane_library_get_compiler());
	benchmark::AddCustomContext(
		"peers", std::string(OpenSSL_version(OPENSSL_VERSION_STRING)) +
				 "; libxxhash " + std::to_string(xxh / 10000) +
				 "." + std::to_string(xxh / 100 % 100) + "." +
				 std::to_string(xxh % 100) + "; libdeflate " +
				 LIBDEFLATE_VERSION_STRING);
}

} // namespace

int main(int argc, char **argv)
{
	bool all = argc > 1 && !std::strcmp(argv[1], "--all");

	if (all) {
		argv[1] = argv[0];
		argv++;
		argc--;
	}
	OSSL_PROVIDER_load(nullptr, "legacy");
	OSSL_PROVIDER_load(nullptr, "default");
	rhash_library_init();
	add_context();
	add_peers();
	add_all_of_ours(all);
	benchmark::Initialize(&argc, argv);
	if (benchmark::ReportUnrecognizedArguments(argc, argv))
		return 2;
	benchmark::RunSpecifiedBenchmarks();
	return 0;
}

// SPDX-License-Identifier: MIT
// kernels.cc - GB/s on one core: hashlane by algorithm, instruction set and
// number of messages side by side, next to the libraries people use now, in
// one run. Every buffer is hot in the L2 cache.
#include <hashlane.h>

#include <benchmark/benchmark.h>
#include <isa-l/crc.h>
#include <isa-l/crc64.h>
#include <libdeflate.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <rhash.h>
#include <xxhash.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace
{

constexpr size_t total_bytes = 512 * 1024;

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

void hash_many(benchmark::State &state, hashlane_algorithm_spec spec,
	       int32_t isa, size_t count, size_t bytes)
{
	Messages messages(count, bytes);
	std::vector<uint8_t> digests(count * HASHLANE_DIGEST_BYTES_MAX);

	begin_clean();
	for (auto _ : state) {
		int32_t status =
			hashlane_hash_many(digests.data(), digests.size(),
					   &spec, messages.data.data(),
					   messages.sizes.data(), count, isa);

		if (status) {
			state.SkipWithError(hashlane_error_string(status));
			break;
		}
		benchmark::ClobberMemory();
	}
	count_bytes(state, count, bytes);
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

void add_openssl(const std::string &algorithm, const char *name)
{
	EVP_MD *md = EVP_MD_fetch(nullptr, name, nullptr);

	if (!md) {
		std::fprintf(stderr, "not run: openssl %s\n", name);
		return;
	}
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	add_peer(algorithm, "openssl", [=](const void *data, size_t bytes) {
		uint8_t digest[EVP_MAX_MD_SIZE];

		EVP_DigestInit_ex2(context, md, nullptr);
		EVP_DigestUpdate(context, data, bytes);
		EVP_DigestFinal_ex(context, digest, nullptr);
	});
}

void add_rhash(const std::string &algorithm, unsigned id)
{
	add_peer(algorithm, "librhash", [=](const void *data, size_t bytes) {
		uint8_t digest[128];

		rhash_msg(id, data, bytes, digest);
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
}

void add_ours(const std::string &algorithm, int32_t isa)
{
	struct hashlane_algorithm_spec spec;
	std::string prefix = algorithm + "/hashlane/" + hashlane_isa_name(isa);

	if (hashlane_algorithm_parse(&spec, algorithm.data(), algorithm.size(),
				     nullptr))
		std::abort();
	auto add = [&](const std::string &name, size_t count, size_t bytes) {
		benchmark::RegisterBenchmark(
			(prefix + name).c_str(), [=](benchmark::State &state) {
				hash_many(state, spec, isa, count, bytes);
			});
	};
	for (size_t count : { 1, 2, 4, 8, 16, 32, 48, 64 })
		add("/x" + std::to_string(count), count,
		    total_bytes / count / 1024 * 1024);
	add("/64B", 1024, 64);
	add("/1KiB", 256, 1024);
}

} // namespace

int main(int argc, char **argv)
{
	OSSL_PROVIDER_load(nullptr, "legacy");
	OSSL_PROVIDER_load(nullptr, "default");
	rhash_library_init();
	add_peers();
	for (int32_t isa = HASHLANE_ISA_SCALAR; isa <= HASHLANE_ISA_NEON;
	     isa++) {
		if (hashlane_isa_check(isa)) {
			std::fprintf(stderr, "not run: %s\n",
				     hashlane_isa_name(isa));
			continue;
		}
		for (const char *algorithm :
		     { "md5", "md4", "sha1", "sha256", "sha512", "sha3-256",
		       "tiger", "tth", "blake2b", "blake2s", "blake3", "ed2k",
		       "crc32", "crc32c", "crc64nvme", "xxh64", "xxh3-64",
		       "xxh3-128" })
			add_ours(algorithm, isa);
	}
	benchmark::Initialize(&argc, argv);
	if (benchmark::ReportUnrecognizedArguments(argc, argv))
		return 2;
	benchmark::RunSpecifiedBenchmarks();
	return 0;
}

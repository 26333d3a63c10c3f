/* SPDX-License-Identifier: MIT */
/* test_object_info.c - what engines and jobs say of how they were made. */
#include "../support/check.h"
#include "../support/engine_jobs.h"

static void engines(void **state)
{
	static const struct {
		int32_t asked, given;
	} rows[] = { { -1, 0 }, { 1, 1 }, { 3, 3 } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int32_t isa = HASHLANE_ISA_SCALAR;
		     isa <= HASHLANE_ISA_NEON; isa++) {
			const struct hashlane_engine_options options = {
				.struct_size = sizeof(options),
				.workers = rows[i].asked,
				.isa = isa,
				.stack_bytes = 300 * 1024,
			};
			struct hashlane_engine_info info = {
				.struct_size = sizeof(info),
			};
			hashlane_engine engine;

			if (hashlane_isa_check(isa))
				continue;
			assert_status(hashlane_engine_create(&engine, &options,
							     NULL),
				      HASHLANE_OK);
			assert_status(hashlane_engine_get_info(&info, engine),
				      HASHLANE_OK);
			assert_int_equal(info.workers, rows[i].given);
			assert_int_equal(info.isa, isa);
			assert_in_range(info.stack_bytes, 300 * 1024,
					310 * 1024);
			end_engine(engine);
		}
}

/* What is left open is the best that this machine has. */
static void defaults(void **state)
{
	struct hashlane_engine_info info = { .struct_size = sizeof(info) };
	hashlane_engine engine;

	(void)state;
	assert_status(hashlane_engine_create(&engine, NULL, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_engine_get_info(&info, engine), HASHLANE_OK);
	assert_in_range(info.workers, 1, 1024);
	assert_int_equal(info.stack_bytes, 1 << 20);
	assert_status(hashlane_isa_check(info.isa), HASHLANE_OK);
	assert_int_not_equal(info.isa, HASHLANE_ISA_AUTO);
	for (int32_t isa = info.isa + 1; isa <= HASHLANE_ISA_NEON; isa++)
		assert_status(hashlane_isa_check(isa), HASHLANE_UNSUPPORTED);
	end_engine(engine);
}

static void jobs(void **state)
{
	static const char text[] = "ed2k,s3-etag:part=16MiB,crc32";
	static const struct {
		uint32_t asked, flags;
		int32_t order;
	} rows[] = {
		{ 0, 0, HASHLANE_ORDER_INPUT },
		{ HASHLANE_JOB_STREAM, HASHLANE_JOB_STREAM,
		  HASHLANE_ORDER_COMPLETION },
		{ HASHLANE_JOB_OPEN | HASHLANE_JOB_HEX,
		  HASHLANE_JOB_OPEN | HASHLANE_JOB_HEX, HASHLANE_ORDER_INPUT },
		/* The one is of no effect with the other. */
		{ HASHLANE_JOB_PARTS | HASHLANE_JOB_LINKS_ONCE,
		  HASHLANE_JOB_PARTS, HASHLANE_ORDER_INPUT },
	};
	hashlane_engine engine = engine_of(1, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct hashlane_job_info info = { .struct_size =
							  sizeof(info) };
		struct hashlane_algorithm_spec specs[3];
		hashlane_job job;
		size_t count = 0;

		assert_status(hashlane_job_create_flat(
				      &job, engine, text, sizeof(text) - 1,
				      NULL, 0, NULL, 0, rows[i].asked, NULL),
			      HASHLANE_OK);
		assert_status(hashlane_job_get_info(&info, job), HASHLANE_OK);
		assert_int_equal(info.spec_count, 3);
		assert_int_equal(info.row_bytes, 16 + 24 + 4);
		assert_int_equal(info.flags, rows[i].flags);
		assert_int_equal(info.order, rows[i].order);
		assert_status(hashlane_job_get_specs(job, specs, 2, &count),
			      HASHLANE_BUFFER);
		assert_int_equal(count, 3);
		assert_status(hashlane_job_get_specs(job, specs, 3, &count),
			      HASHLANE_OK);
		assert_int_equal(specs[0].id, HASHLANE_HASH_ED2K);
		assert_int_equal(specs[1].id, HASHLANE_HASH_S3_ETAG);
		assert_int_equal(specs[1].param, 16 << 20);
		assert_int_equal(specs[2].id, HASHLANE_HASH_CRC32);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	}
	end_engine(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(engines),
		cmocka_unit_test(defaults),
		cmocka_unit_test(jobs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

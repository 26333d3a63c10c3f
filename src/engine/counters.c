/* SPDX-License-Identifier: MIT */
/* counters.c - what the workers of an engine did. */
#include "counters.h"

#include "engine.h"
#include "worker.h"

static size_t core_of(const struct hln_set *set, size_t work)
{
	return set->slots[work].work.core;
}

void hln_counters_add_bytes(struct hln_counters *counters,
			    const struct hln_set *set, uint64_t bytes)
{
	hln_counters_add(&counters->bytes, bytes);
	for (size_t i = 0; i < set->work_count; i++)
		hln_counters_add(&counters->core_bytes[core_of(set, i)],
				 bytes);
}

void hln_counters_add_hash_ns(struct hln_counters *counters,
			      const struct hln_set *set, uint64_t ns)
{
	hln_counters_add(&counters->hash_ns, ns);
	if (set->work_count == 1)
		hln_counters_add(&counters->core_ns[core_of(set, 0)], ns);
	else
		hln_counters_add(&counters->mixed_ns, ns);
}

void hln_counters_add_works_ns(struct hln_counters *counters,
			       const struct hln_set *set, uint64_t works,
			       uint64_t ns)
{
	uint64_t count = 0;

	for (uint64_t left = works; left; left &= left - 1)
		count++;
	hln_counters_add(&counters->hash_ns, ns);
	for (size_t i = 0; i < set->work_count; i++)
		if (works >> i & 1)
			hln_counters_add(&counters->core_ns[core_of(set, i)],
					 ns / count);
}

static uint64_t read_counter(const uint64_t *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

void hln_counters_get_stats(struct hashlane_engine_usage *out,
			    struct hln_engine *engine)
{
	for (unsigned i = 0; i < engine->worker_slots; i++) {
		const struct hln_worker *worker = engine->workers[i];
		const struct hln_counters *counters;

		if (!worker)
			continue;
		counters = &worker->counters;
		out->bytes += read_counter(&counters->bytes);
		out->files += read_counter(&counters->files);
		out->failures += read_counter(&counters->failures);
		out->reads += read_counter(&counters->reads);
		out->read_ns += read_counter(&counters->read_ns);
		out->hash_ns += read_counter(&counters->hash_ns);
		out->idle_ns += read_counter(&counters->idle_ns);
		out->lane_rounds += read_counter(&counters->lane_rounds);
		out->lanes_used += read_counter(&counters->lanes_used);
		out->lanes_had += read_counter(&counters->lanes_had);
		out->files_waited += read_counter(&counters->waits);
		out->files_reread += read_counter(&counters->rereads);
	}
	out->ctime_devices = hln_trust_lost(&engine->trust);
	hln_workforce_lock(&engine->workforce);
	out->jobs = engine->workforce.admitted;
	hln_workforce_unlock(&engine->workforce);
	while (hln_core_name(out->core_count))
		out->core_count++;
}

bool hln_counters_get_core_stats(struct hashlane_core_usage *out,
				 struct hln_engine *engine, size_t core)
{
	uint64_t mixed = 0, sample = 0, samples = 0;

	out->core = hln_core_name(core);
	if (!out->core)
		return false;
	for (unsigned i = 0; i < engine->worker_slots; i++) {
		const struct hln_worker *worker = engine->workers[i];
		const struct hln_counters *counters;

		if (!worker)
			continue;
		counters = &worker->counters;
		out->bytes += read_counter(&counters->core_bytes[core]);
		out->ns += read_counter(&counters->core_ns[core]);
		mixed += read_counter(&counters->mixed_ns);
		sample += read_counter(&counters->sample_ns[core]);
		for (size_t k = 0; k < HLN_CORES_MAX; k++)
			samples += read_counter(&counters->sample_ns[k]);
	}
	if (samples)
		out->ns += (uint64_t)((double)mixed * (double)sample /
				      (double)samples);
	return true;
}

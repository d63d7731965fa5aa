package io.recloop.monitor.metrics;

import jakarta.inject.Singleton;
import java.util.List;

/// How the runs of pipelines ended. A segment is a pipeline, such as `pipeline=model-training`.
@Singleton
final class PipelineMetrics implements MetricFamily {
    private static final String FAILURES = "pipeline_failures";
    private static final String SUCCESS = "pipeline_success_rate";
    private static final String SEGMENT = "pipeline=";

    private final FactQueries facts;

    PipelineMetrics(FactQueries facts) {
        this.facts = facts;
    }

    @Override
    public List<MetricDescription> metrics() {
        return List.of(
                new MetricDescription(
                        FAILURES,
                        "1",
                        "Pipelines of which the last run that ended in the window failed; segment pipeline=NAME.",
                        "runs",
                        0,
                        true),
                new MetricDescription(
                        SUCCESS,
                        "share",
                        "Share of the runs that ended in the window and did not fail; segment pipeline=NAME.",
                        "runs",
                        2,
                        true));
    }

    private record Runs(String pipeline, long ended, long failed, boolean lastFailed) {}

    @Override
    public Measure measure(MetricQuery query) {
        if (!query.segment().isEmpty() && !query.segment().startsWith(SEGMENT)) {
            return new Measure.Unknown("a segment of pipelines is pipeline=NAME");
        }
        var runs = facts.all(
                """
                select pipeline, count(*), count(*) filter (where status = 'failed'),
                    (array_agg(status = 'failed' order by finished_at desc, run_id))[1]
                from pipeline_result
                where tenant = ? and finished_at >= to_timestamp(?) and finished_at < to_timestamp(?)
                    and (? = '' or ? = pipeline)
                group by pipeline""",
                row -> new Runs(row.getString(1), row.getLong(2), row.getLong(3), row.getBoolean(4)),
                query.tenant(),
                (double) query.from(),
                (double) query.to(),
                pipeline(query),
                pipeline(query));
        long ended = runs.stream().mapToLong(Runs::ended).sum();
        long failed = runs.stream().mapToLong(Runs::failed).sum();
        var none = "no run ended in %s".formatted(query.window());
        return query.metric().equals(FAILURES)
                ? Measure.of(runs.stream().filter(Runs::lastFailed).count(), ended, none)
                : Measure.of(1 - (double) failed / ended, ended, none);
    }

    private static String pipeline(MetricQuery query) {
        return query.segment().isEmpty() ? "" : query.segment().substring(SEGMENT.length());
    }
}

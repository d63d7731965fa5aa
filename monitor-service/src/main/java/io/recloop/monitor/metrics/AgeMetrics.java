package io.recloop.monitor.metrics;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ages: how long ago something happened last, in seconds. The window is of no account.
@Singleton
final class AgeMetrics implements MetricFamily {
    private static final String SUCCEEDED = """
            select extract(epoch from max(finished_at)) from pipeline_result
            where tenant = ? and pipeline = '%s' and status = 'succeeded' and finished_at <= to_timestamp(?)""";

    private record Age(String meaning, String newest, String never) {}

    private final FactQueries facts;
    private final Map<String, Age> ages = new LinkedHashMap<>();

    AgeMetrics(FactQueries facts) {
        this.facts = facts;
        ages.put(
                "data_age",
                new Age(
                        "Time since the newest interaction.",
                        "select max(bucket) from interaction_fact where tenant = ? and bucket <= ?",
                        "no interaction was ever counted"));
        ages.put(
                "model_age",
                new Age("Time since the model that should serve was published.", """
                        select extract(epoch from max(published_at)) from model
                        where tenant = ? and published_at <= to_timestamp(?)""", "no model was ever published"));
        ages.put(
                "embedding_age",
                new Age(
                        "Time since a run of item-embeddings succeeded.",
                        SUCCEEDED.formatted("item-embeddings"),
                        "no run of item-embeddings has succeeded"));
        ages.put(
                "training_age",
                new Age(
                        "Time since a run of model-training succeeded.",
                        SUCCEEDED.formatted("model-training"),
                        "no run of model-training has succeeded"));
        ages.put("drift_age", new Age("Time since drift was evaluated.", """
                        select extract(epoch from max(evaluated_at)) from evaluation
                        where tenant = ? and evaluated_at <= to_timestamp(?)""", "drift was never evaluated"));
    }

    @Override
    public List<MetricDescription> metrics() {
        return ages.entrySet().stream()
                .map(age -> new MetricDescription(age.getKey(), "s", age.getValue().meaning, "events", 0, false))
                .toList();
    }

    @Override
    public Measure measure(MetricQuery query) {
        var age = ages.get(query.metric());
        if (age == null) {
            throw new IllegalArgumentException(query.metric());
        }
        return facts.<Measure>one(
                age.newest,
                row -> {
                    double at = row.getDouble(1);
                    return row.wasNull()
                            ? new Measure.Unknown(age.never)
                            : new Measure.Value(Math.max(0, query.to() - at), 1);
                },
                query.tenant(),
                (double) query.to());
    }
}

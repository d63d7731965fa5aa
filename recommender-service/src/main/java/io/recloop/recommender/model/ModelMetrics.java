package io.recloop.recommender.model;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.recloop.contracts.events.ModelRefused;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// One row of the info gauge for each tenant that has a model: bounded by the tenants, not by the models.
@Singleton
final class ModelMetrics {
    private final MeterRegistry metrics;
    private final MultiGauge info;
    private final MultiGauge dataThrough;
    private final MultiGauge since;
    private final AtomicLong mappedBytes = new AtomicLong();
    private final AtomicInteger mappedBundles = new AtomicInteger();
    private final Map<String, Serves> serving = new ConcurrentHashMap<>();

    /// What is said of a model; the model itself is not held, so that its memory can go.
    private record Serves(String tenant, String modelId, long generation, Instant dataThrough, Instant since) {
        static Serves of(ServingModel model) {
            return new Serves(
                    model.manifest().tenant(),
                    model.modelId(),
                    model.generation(),
                    model.manifest().dataThrough(),
                    model.since());
        }
    }

    ModelMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        Gauge.builder("recloop.model.mapped.bytes", this, ModelMetrics::mappedBytes)
                .description("Bytes of model files that are mapped into memory")
                .register(metrics);
        Gauge.builder("recloop.model.mapped.bundles", this, ModelMetrics::mappedBundles)
                .description("Model bundles that are mapped into memory: one a tenant, and one more during a swap")
                .register(metrics);
        this.info = MultiGauge.builder("recloop.model.info")
                .description("1 for the model that serves")
                .register(metrics);
        this.dataThrough = MultiGauge.builder("recloop.model.data.through.timestamp.seconds")
                .description("Time of the newest interaction the serving model was trained with")
                .register(metrics);
        this.since = MultiGauge.builder("recloop.model.serving.since.timestamp.seconds")
                .description("When the serving model was swapped in")
                .register(metrics);
    }

    void budget(Supplier<Number> residentBytes, long maxBytes) {
        Gauge.builder("recloop.model.resident.bytes", residentBytes)
                .description("Bytes that the models of all tenants take on the heap and for their indexes, about")
                .register(metrics);
        Gauge.builder("recloop.model.budget.bytes", () -> maxBytes)
                .description("How many bytes they may take")
                .register(metrics);
    }

    /// A bundle's files are mapped, until [#unmapped].
    void mapped(long bytes) {
        mappedBytes.addAndGet(bytes);
        mappedBundles.incrementAndGet();
    }

    void unmapped(long bytes) {
        mappedBytes.addAndGet(-bytes);
        mappedBundles.decrementAndGet();
    }

    long mappedBytes() {
        return mappedBytes.get();
    }

    int mappedBundles() {
        return mappedBundles.get();
    }

    void swapped(ServingModel model, Duration took) {
        metrics.counter("recloop.model.swaps").increment();
        metrics.timer("recloop.model.load").record(took);
        serving.put(model.manifest().tenant(), Serves.of(model));
        info.register(
                serving.values().stream()
                        .<MultiGauge.Row<?>>map(one -> MultiGauge.Row.of(
                                tenant(one)
                                        .and("model_id", one.modelId())
                                        .and("generation", Long.toString(one.generation())),
                                1))
                        .toList(),
                true);
        dataThrough.register(rows(one -> one.dataThrough().getEpochSecond()), true);
        since.register(rows(one -> one.since().getEpochSecond()), true);
    }

    void refused(ModelRefused.Step step) {
        metrics.counter("recloop.model.refusals", "step", step.code()).increment();
    }

    void evicted() {
        metrics.counter("recloop.model.evictions").increment();
    }

    void returned() {
        metrics.counter("recloop.model.returns").increment();
    }

    void unreachable() {
        metrics.counter("recloop.model.load.retries").increment();
    }

    private List<MultiGauge.Row<?>> rows(java.util.function.ToLongFunction<Serves> value) {
        return serving.values().stream()
                .<MultiGauge.Row<?>>map(one -> MultiGauge.Row.of(tenant(one), value.applyAsLong(one)))
                .toList();
    }

    private static Tags tenant(Serves model) {
        return Tags.of("tenant", model.tenant());
    }
}

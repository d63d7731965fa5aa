package io.recloop.local.bench;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Puts models into the stack's store and announces them, as training-service does, for a tenant of the
/// benchmark's own.
final class ModelPublisher implements AutoCloseable {
    private static final String SOURCE = "/recloop/bench";
    private static final long BROKER_SECONDS = 30;
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final BenchStack stack;
    private final String tenant;
    private final KafkaProducer<String, byte[]> producer;
    private long generation;

    ModelPublisher(BenchStack stack, String purpose) {
        this.stack = stack;
        this.tenant = "bench-" + purpose + "-" + Long.toString(System.currentTimeMillis(), 36);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// A model in the store.
    record Stored(String modelId, String manifestSha256) {}

    String tenant() {
        return tenant;
    }

    /// @param name of letters and digits, one for each model of a tenant
    Stored store(PlantedModel model, String name) {
        var modelId = "als-" + tenant + "-" + name;
        try {
            var folder = Files.createTempDirectory(stack.scratch(), "bundle-");
            var hash = model.write(folder, tenant, modelId, ends());
            new FolderStore(stack.store()).put("models/" + modelId, folder);
            return new Stored(modelId, hash);
        } catch (IOException e) {
            throw new LocalFailure("cannot put a model into " + stack.store() + ": " + e.getMessage());
        }
    }

    /// Returns when the broker has acknowledged it.
    ///
    /// @return its generation
    long announce(Stored model) {
        var event = new ModelPublished(
                UUID.randomUUID().toString(),
                tenant,
                Instant.now(),
                generation + 1,
                model.modelId,
                "als",
                "bench:" + model.modelId,
                model.manifestSha256,
                "bench",
                null,
                "a benchmark asked for it",
                Map.of());
        var record = new ProducerRecord<>(Topic.MODEL_PUBLISHED.topicName(), event.key(), EventCodec.write(event));
        CloudEventHeaders.of(event, SOURCE).forEach(record.headers()::add);
        try {
            producer.send(record).get(BROKER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new LocalFailure("the broker did not take the announcement: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
        return ++generation;
    }

    /// @param models from a generation to what it is
    /// @return the generation that was announced
    long announceNext(LongFunction<Stored> models) {
        return announce(models.apply(generation + 1));
    }

    /// Announces a model and waits until it serves.
    ///
    /// @return what the recommender says of it
    Serving serve(Stored model) {
        long wanted = announce(model);
        var client = stack.recommenderOf(tenant);
        long deadline = System.nanoTime() + LOAD_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            var state = client.get("/v1/model");
            if (state.path("model").path("generation").asLong() == wanted) {
                var said = state.path("model");
                return new Serving(
                        said.path("kernel").asText(), said.path("search").asText());
            }
            var refusal = state.path("refused").path("because");
            if (!refusal.isMissingNode()) {
                throw new LocalFailure("the recommender refused the model: " + refusal.asText());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new LocalFailure("the model did not serve within " + LOAD_LIMIT.toSeconds() + " s");
    }

    /// Likewise.
    ///
    /// @param models from a generation to what it is
    Serving serveNext(LongFunction<Stored> models) {
        return serve(models.apply(generation + 1));
    }

    /// @param kernel which arithmetic serves
    /// @param search how the best items are found
    record Serving(String kernel, String search) {}

    /// Where each partition of `interactions` ends: what comes after is new to the models.
    private Map<Integer, Long> ends() {
        var topic = Topic.INTERACTIONS.topicName();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()))) {
            var asked = new HashMap<TopicPartition, OffsetSpec>();
            for (int partition = 0; partition < Topic.INTERACTIONS.partitions(); partition++) {
                asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            var ends = new HashMap<Integer, Long>();
            admin.listOffsets(asked)
                    .all()
                    .get(BROKER_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new LocalFailure("the broker does not tell where " + topic + " ends: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}

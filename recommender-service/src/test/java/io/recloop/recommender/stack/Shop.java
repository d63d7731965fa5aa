package io.recloop.recommender.stack;

import static io.restassured.RestAssured.given;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ModelServing;
import io.recloop.embedded.LocalKeys;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// One tenant of the service under test, with everything a test does on its behalf. Tenants keep tests apart.
public final class Shop implements AutoCloseable {
    private final String tenant;
    private final LocalKeys keys;
    private final FolderStore store;
    private final KafkaProducer<String, byte[]> producer;

    public Shop(String tenant) {
        this.tenant = tenant;
        this.keys = LocalKeys.in(Path.of(setting(Stack.KEYS)));
        this.store = new FolderStore(Path.of(setting("recloop.store-dir")));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public String tenant() {
        return tenant;
    }

    public FolderStore store() {
        return store;
    }

    public Path storeFolder() {
        return Path.of(setting("recloop.store-dir"));
    }

    public String token(String... roles) {
        return keys.mint("test", Set.of(roles), tenant, Duration.ofMinutes(10));
    }

    /// A request with the role of a shop's back end.
    public RequestSpecification client() {
        return given().auth().oauth2(token("client"));
    }

    /// @return where it lies: partition and offset
    public Written write(Topic topic, Event event) {
        return write(topic, event.key(), EventCodec.write(event), CloudEventHeaders.of(event, "/test"));
    }

    public Written write(Topic topic, String key, byte[] value) {
        return write(topic, key, value, Map.of());
    }

    private Written write(Topic topic, String key, byte[] value, Map<String, byte[]> headers) {
        var record = new ProducerRecord<>(prefix() + topic.topicName(), key, value);
        headers.forEach(record.headers()::add);
        try {
            var metadata = producer.send(record).get(20, TimeUnit.SECONDS);
            return new Written(metadata.partition(), metadata.offset());
        } catch (Exception e) {
            throw new AssertionError("the broker did not take the record", e);
        }
    }

    public record Written(int partition, long offset) {}

    /// Of the interactions topic: partition to the offset of the next record.
    public Map<Integer, Long> endOfInteractions() {
        try (var watch = new Watch(Topic.INTERACTIONS)) {
            return new HashMap<>(watch.ends());
        }
    }

    /// Publishes a model and waits until it serves.
    public void serve(SyntheticModel planted, long generation, Map<Integer, Long> offsets) {
        try (var watch = new Watch(Topic.MODEL_STATUS)) {
            write(Topic.MODEL_PUBLISHED, planted.store(this, generation, offsets));
            watch.await(
                    ModelServing.class, status -> status.tenant().equals(tenant) && status.generation() == generation);
        }
    }

    public static String bootstrapServers() {
        return setting("kafka.bootstrap.servers");
    }

    public static String prefix() {
        return ConfigProvider.getConfig()
                .getOptionalValue("recloop.topic-prefix", String.class)
                .orElse("");
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    @Override
    public void close() {
        producer.close();
    }
}

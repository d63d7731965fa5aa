package io.recloop.recommender.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.RuleEvent;
import io.recloop.contracts.events.RuleRemoved;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastWordReaderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<RuleEvent> applied = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final LastWordReader<RuleEvent> reader = new LastWordReader<>(
            new LastWords<>(
                    Topic.RULES, RuleEvent.class, applied::add, (tenant, id) -> forgotten.add(tenant + " " + id)),
            new EventDecoder(metrics, Clock.fixed(NOON, ZoneOffset.UTC)));

    @Test
    void anEventIsApplied() {
        var event = new RuleRemoved("e1", "shop", NOON, "summer", 2, "ann");
        read(event.key(), EventCodec.write(event));
        assertThat(applied).containsExactly(event);
        assertThat(forgotten).isEmpty();
    }

    @Test
    void aTombstoneForgetsWhatItsKeyNamesAndAnIdMayHoldASlash() {
        read("shop/summer", null);
        read("shop/a/b", null);
        assertThat(forgotten).containsExactly("shop summer", "shop a/b");
    }

    @Test
    void aTombstoneWhoseKeyNamesNothingIsPassedOver() {
        read(null, null);
        read("summer", null);
        read("/summer", null);
        assertThat(forgotten).isEmpty();
    }

    @Test
    void whatIsNoEventIsCountedAndPassedOver() {
        read("shop/summer", "{}".getBytes(UTF_8));
        assertThat(applied).isEmpty();
        assertThat(metrics.counter("recloop.records.refused", "topic", "rules", "code", "invalid-field")
                                .count()
                        + metrics.counter("recloop.records.refused", "topic", "rules", "code", "unknown-type")
                                .count())
                .isEqualTo(1);
    }

    @Test
    void isCaughtUpFromTheMomentItIsTold() {
        assertThat(reader.isCaughtUp()).isFalse();
        reader.caughtUp();
        assertThat(reader.isCaughtUp()).isTrue();
    }

    private void read(@Nullable String key, byte @Nullable [] value) {
        reader.read(new ConsumerRecord<>("rules", 0, 0, key == null ? null : key.getBytes(UTF_8), value));
    }
}

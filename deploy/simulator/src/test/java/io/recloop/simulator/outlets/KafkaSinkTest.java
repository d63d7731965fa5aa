package io.recloop.simulator.outlets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemRemoved;
import io.recloop.contracts.events.ModelServing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaSinkTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaSink sink = new KafkaSink(producer, "t1-");

    @Test
    void anEventGoesToItsTopicUnderItsKey() throws IOException {
        sink.send(new InteractionRecorded("e1", "shop", NOW, "u", "i", Action.CLICK, null, null, null));
        sink.send(new ItemRemoved("e2", "shop", NOW, "i"));
        sink.flush();
        assertThat(producer.history())
                .extracting(sent -> sent.topic() + " " + new String(sent.key(), StandardCharsets.UTF_8))
                .containsExactly("t1-interactions shop/u", "t1-items shop/i");
        assertThat(producer.history().getFirst().headers().lastHeader("ce_id").value())
                .isEqualTo("e1".getBytes(StandardCharsets.UTF_8));
        assertThat(sink.lost()).isZero();
    }

    @Test
    void whatTheBrokerDidNotTakeIsSaidOnFlush() {
        sink.send(new ItemRemoved("e1", "shop", NOW, "i"));
        sink.send(new ItemRemoved("e2", "shop", NOW, "j"));
        producer.errorNext(new TimeoutException("nobody there"));
        assertThatThrownBy(sink::flush)
                .isInstanceOf(IOException.class)
                .hasMessage("1 events were lost, first because: nobody there");
        assertThat(sink.lost()).isEqualTo(1);
    }

    @Test
    void whatAShopDoesNotWriteIsRefused() {
        var status = new ModelServing("e", "shop", NOW, "replica-1", 1, "als-1", 2, 3, 4);
        assertThatThrownBy(() -> sink.send(status)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.recloop.alert.channels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;

/// JSON of requests and answers.
final class ChannelJson {
    private ChannelJson() {}

    static String of(Object value) {
        try {
            return EventCodec.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Missing, where the text is not JSON.
    static JsonNode read(String text) {
        try {
            var read = EventCodec.JSON.readTree(text);
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}

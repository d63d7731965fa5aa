package io.recloop.kit.outbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A record that waits for the broker.
///
/// @param topic name in the contract, without the stack's prefix
@SuppressWarnings("ArrayRecordComponent") // Never compared: read from a row, written to a record.
record OutboxRow(long id, String topic, String key, byte[] value, Map<String, String> headers) {
    byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    Map<String, byte[]> headerBytes() {
        var bytes = new LinkedHashMap<String, byte[]>();
        headers.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }
}

package io.recloop.contracts.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What goes on a dead-letter topic: the bytes that were refused, shortened where they are large, and the
/// reason in the headers.
public final class DeadLetter {
    /// More than this of a refused value is cut off; `dead-letter-bytes` says how long it was.
    public static final int MAX_KEPT_BYTES = 64 * 1024;

    private DeadLetter() {}

    public static byte[] value(byte[] refused) {
        return refused.length <= MAX_KEPT_BYTES ? refused : Arrays.copyOf(refused, MAX_KEPT_BYTES);
    }

    /// @param consumer who refused it, for example `training-service`
    public static Map<String, byte[]> headers(
            InvalidEventException why, String consumer, String topic, int partition, long offset, long length) {
        var headers = new LinkedHashMap<String, byte[]>();
        headers.put("dead-letter-code", bytes(why.code().code()));
        headers.put("dead-letter-reason", bytes(String.valueOf(why.getMessage())));
        headers.put("dead-letter-consumer", bytes(consumer));
        headers.put("dead-letter-topic", bytes(topic));
        headers.put("dead-letter-partition", bytes(Integer.toString(partition)));
        headers.put("dead-letter-offset", bytes(Long.toString(offset)));
        headers.put("dead-letter-bytes", bytes(Long.toString(length)));
        return headers;
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}

package io.recloop.monitor.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What an event is remembered by: the MD5 of tenant, a control character that neither may have, and id. It tells
/// copies from new events and guards nothing, so the age of MD5 does no harm.
///
/// @param high first eight bytes
/// @param low  the others
record EventHash(long high, long low) {
    private static final byte SEPARATOR = 0x1f;

    /// Not thread-safe: it keeps its digest.
    static final class Maker {
        private final MessageDigest digest;

        Maker() {
            try {
                digest = MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has MD5", e);
            }
        }

        EventHash of(String tenant, String eventId) {
            digest.update(tenant.getBytes(StandardCharsets.UTF_8));
            digest.update(SEPARATOR);
            var bytes = ByteBuffer.wrap(digest.digest(eventId.getBytes(StandardCharsets.UTF_8)));
            return new EventHash(bytes.getLong(), bytes.getLong());
        }
    }
}

package io.recloop.learning.dataset;

import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/// The name of a dataset: a hash of all that a model depends on and of the archive's format, lengths first so that
/// nothing can pass for something else.
final class DatasetVersion {
    private static final int KEPT_BYTES = 12;
    private static final int PAIR_BYTES = 4 + 4 + 4 + 8 + 4 + 4;

    private final MessageDigest digest = sha256();
    private final ByteBuffer block = ByteBuffer.allocate(PAIR_BYTES * 2048);

    void add(List<String> ids) {
        flush();
        digest.update(ByteBuffer.allocate(4).putInt(ids.size()).flip());
        for (var id : ids) {
            add(id.getBytes(StandardCharsets.UTF_8));
        }
    }

    void add(BitSet rows) {
        add(rows.toByteArray());
    }

    void addText(Object text) throws IOException {
        add(EventCodec.JSON.writeValueAsBytes(text));
    }

    private void add(byte[] bytes) {
        flush();
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    void add(int user, int item, float weight, long since, float past, int mark) {
        if (!block.hasRemaining()) {
            flush();
        }
        block.putInt(user).putInt(item).putFloat(weight).putLong(since);
        // Any NaN is the same NaN.
        block.putInt(Float.floatToIntBits(past)).putInt(mark);
    }

    private void flush() {
        digest.update(block.flip());
        block.clear();
    }

    /// For example `ds-0f3a...`, 24 hexadecimal digits.
    String name() {
        flush();
        return "ds-" + HexFormat.of().formatHex(digest.digest(), 0, KEPT_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

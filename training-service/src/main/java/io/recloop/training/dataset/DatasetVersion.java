package io.recloop.training.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The name of a dataset: a hash of its ids and pairs, lengths first so that nothing can pass for something else.
final class DatasetVersion {
    private static final int KEPT_BYTES = 12;
    private static final int PAIR_BYTES = 4 + 4 + 4 + 8 + 4;

    private final MessageDigest digest = sha256();
    private final ByteBuffer pair = ByteBuffer.allocate(PAIR_BYTES);

    void add(List<String> ids) {
        digest.update(ByteBuffer.allocate(4).putInt(ids.size()).flip());
        for (var id : ids) {
            var bytes = id.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
    }

    void add(int user, int item, float weight, long since, float past) {
        pair.clear().putInt(user).putInt(item).putFloat(weight).putLong(since);
        // Any NaN is the same NaN.
        pair.putInt(Float.floatToIntBits(past)).flip();
        digest.update(pair);
    }

    /// For example `ds-0f3a…`, 24 hexadecimal digits.
    String name() {
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

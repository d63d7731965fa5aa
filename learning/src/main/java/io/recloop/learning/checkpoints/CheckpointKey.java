package io.recloop.learning.checkpoints;

import io.recloop.learning.engine.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names one training: only the very same one goes on from its checkpoints. The number of threads is no part of it.
///
/// @param value lower-case hex
public record CheckpointKey(String value) {
    public CheckpointKey {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a checkpoint key: " + value);
        }
    }

    /// @param data what is trained on, for example the dataset's version and the part of it
    /// @param code the version of the code: other code may give another model from the same state
    public static CheckpointKey of(String data, Settings settings, String code) {
        var text = String.join(
                "\n", data, settings.algorithm().code(), settings.toMap().toString(), code);
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new CheckpointKey(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}

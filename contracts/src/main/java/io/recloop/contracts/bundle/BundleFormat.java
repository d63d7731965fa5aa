package io.recloop.contracts.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The names and the version that writer and reader share.
final class BundleFormat {
    static final int OLDEST = 1;
    static final int NEWEST = 2;

    /// What a bundle without any of the additions says of itself, so that older readers go on reading it.
    static final int WITHOUT_ADDITIONS = 1;

    static final String MANIFEST = "manifest.json";
    static final String USER_FACTORS = "user_factors.npy";
    static final String ITEM_FACTORS = "item_factors.npy";
    static final String USERS = "users.txt";
    static final String ITEMS = "items.txt";
    static final String SEEN_INDPTR = "seen_indptr.npy";
    static final String SEEN_INDICES = "seen_indices.npy";
    static final String SEEN_WEIGHTS = "seen_weights.npy";
    static final String ITEM_POPULARITY = "item_popularity.npy";
    static final String PROFILE = "profile.json";
    static final String ITEM_BIASES = "item_biases.npy";
    static final String WEIGHTS_INDPTR = "item_weights_indptr.npy";
    static final String WEIGHTS_INDICES = "item_weights_indices.npy";
    static final String WEIGHTS_VALUES = "item_weights_values.npy";
    static final String ITEM_EMBEDDINGS = "item_embeddings.npy";
    static final String CONTENT_MAP = "content_map.npy";

    private static final int CHUNK = 1 << 20;

    private BundleFormat() {}

    static Manifest.FileEntry entry(Path file) throws IOException {
        var digest = sha256();
        long bytes = 0;
        var chunk = ByteBuffer.allocate(CHUNK);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(chunk) >= 0) {
                chunk.flip();
                bytes += chunk.remaining();
                digest.update(chunk);
                chunk.clear();
            }
        }
        return new Manifest.FileEntry(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}

package io.recloop.local.importing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Ids that follow from what a row says, so that a file imported twice, or again after it was interrupted, counts
/// once.
///
/// Two rows that say the same are two events: the second is number 1 of that content, the third number 2. The numbers
/// follow the order of the file. Not thread-safe.
final class EventIds {

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final char SEPARATOR = '\u001f';

    private final MessageDigest sha256;
    private long[] seen = new long[FIRST_CAPACITY];
    private int[] counts = new int[FIRST_CAPACITY];
    private int size;

    EventIds() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @return 36 characters
    String of(String... content) {
        var text = String.join(String.valueOf(SEPARATOR), content);
        var first = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        int occurrence = count(prefix(first));
        if (occurrence > 0) {
            first = sha256.digest((text + SEPARATOR + occurrence).getBytes(StandardCharsets.UTF_8));
        }
        return "imp-" + HexFormat.of().formatHex(first, 0, 16);
    }

    /// Zero marks a free place, so no content may have it.
    private static long prefix(byte[] digest) {
        long value = java.nio.ByteBuffer.wrap(digest).getLong();
        return value == 0 ? 1 : value;
    }

    /// Open addressing on 64 bits of the digest: 12 bytes a place, and in a million rows two different ones meet with
    /// a probability of 3e-8 (n²/2⁶⁵); they would merely be numbered.
    private int count(long key) {
        if (size * 2 >= seen.length) {
            grow();
        }
        int at = place(seen, key);
        if (seen[at] == 0) {
            seen[at] = key;
            size++;
        }
        return counts[at]++;
    }

    private static int place(long[] table, long key) {
        int at = (int) (key & (table.length - 1));
        while (table[at] != 0 && table[at] != key) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    private void grow() {
        var oldSeen = seen;
        var oldCounts = counts;
        seen = new long[oldSeen.length * 2];
        counts = Arrays.copyOf(new int[0], oldSeen.length * 2);
        for (int i = 0; i < oldSeen.length; i++) {
            if (oldSeen[i] != 0) {
                int at = place(seen, oldSeen[i]);
                seen[at] = oldSeen[i];
                counts[at] = oldCounts[i];
            }
        }
    }
}

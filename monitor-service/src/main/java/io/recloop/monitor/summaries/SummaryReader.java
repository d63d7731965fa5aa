package io.recloop.monitor.summaries;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what [SummaryWriter] wrote.
final class SummaryReader {
    private final byte[] bytes;
    private int at;

    SummaryReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        require(1);
        return bytes[at++] & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long octet = octet();
            value |= (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new CorruptSummaryException("a number does not end");
    }

    /// A number of things that follow, each of at least a byte.
    int size() {
        long size = number();
        if (size < 0 || size > bytes.length - at) {
            throw new CorruptSummaryException(size + " entries in " + (bytes.length - at) + " bytes");
        }
        return (int) size;
    }

    long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    long fixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | octet();
        }
        return value;
    }

    byte[] array() {
        return raw(size());
    }

    byte[] raw(int length) {
        require(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text() {
        return new String(array(), StandardCharsets.UTF_8);
    }

    void end() {
        if (at != bytes.length) {
            throw new CorruptSummaryException((bytes.length - at) + " bytes are left over");
        }
    }

    private void require(int more) {
        if (more > bytes.length - at) {
            throw new CorruptSummaryException("the bytes end early");
        }
    }
}

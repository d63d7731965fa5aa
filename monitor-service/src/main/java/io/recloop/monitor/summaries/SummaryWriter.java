package io.recloop.monitor.summaries;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Values to bytes: whole numbers in as few bytes as they need (LEB128), texts and arrays with their
/// length.
final class SummaryWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    SummaryWriter octet(int value) {
        bytes.write(value);
        return this;
    }

    /// Seven bits a byte, least significant first; at least 0 is meant, below that it takes ten bytes.
    SummaryWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    /// Small numbers of either sign.
    SummaryWriter signed(long value) {
        return number(value << 1 ^ value >> 63);
    }

    SummaryWriter fixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    SummaryWriter array(byte[] value) {
        number(value.length);
        bytes.writeBytes(value);
        return this;
    }

    SummaryWriter raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    SummaryWriter text(String value) {
        return array(value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}

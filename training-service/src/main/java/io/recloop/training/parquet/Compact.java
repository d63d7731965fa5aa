package io.recloop.training.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// Thrift's compact protocol, in which Parquet's headers and footer are written. Fields of a structure are given in
/// ascending order.
final class Compact {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    static final int INT = 5;
    private static final int LONG = 6;
    static final int BINARY = 8;
    private static final int LIST = 9;
    static final int STRUCT = 12;
    private static final int LONG_LIST = 15;

    private final Bytes bytes = new Bytes(256);
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int last;

    byte[] toByteArray() {
        return bytes.copy();
    }

    void bool(int field, boolean value) {
        header(field, value ? TRUE : FALSE);
    }

    void integer(int field, int value) {
        header(field, INT);
        zigzag(value);
    }

    void integer(int field, long value) {
        header(field, LONG);
        zigzag(value);
    }

    void binary(int field, byte[] value) {
        header(field, BINARY);
        element(value);
    }

    void text(int field, String value) {
        binary(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// A structure that is a field, until [#end].
    void begin(int field) {
        header(field, STRUCT);
        begin();
    }

    /// A structure that is an element of a list, or the outermost, until [#end].
    void begin() {
        outer.push(last);
        last = 0;
    }

    void end() {
        bytes.add(0);
        last = outer.pop();
    }

    /// The elements follow.
    void list(int field, int type, int size) {
        header(field, LIST);
        if (size < LONG_LIST) {
            bytes.add(size << 4 | type);
        } else {
            bytes.add(LONG_LIST << 4 | type);
            bytes.addVarint(size);
        }
    }

    void element(int value) {
        zigzag(value);
    }

    void element(byte[] value) {
        bytes.addVarint(value.length);
        bytes.addAll(value);
    }

    private void header(int field, int type) {
        // Fields of these structures are less than fifteen apart.
        bytes.add(field - last << 4 | type);
        last = field;
    }

    private void zigzag(long value) {
        bytes.addVarint(value << 1 ^ value >> 63);
    }
}

package io.recloop.training.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes that grow at the end, little-endian. Reused from page to page.
final class Bytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(array, size);
    }

    void add(int value) {
        reserve(1);
        array[size++] = (byte) value;
    }

    void addInt(int value) {
        reserve(Integer.BYTES);
        INT.set(array, size, value);
        size += Integer.BYTES;
    }

    void addLong(long value) {
        reserve(Long.BYTES);
        LONG.set(array, size, value);
        size += Long.BYTES;
    }

    void addAll(byte[] bytes) {
        addAll(bytes, bytes.length);
    }

    void addAll(byte[] bytes, int length) {
        reserve(length);
        System.arraycopy(bytes, 0, array, size, length);
        size += length;
    }

    void addAll(Bytes other) {
        addAll(other.array, other.size);
    }

    /// Seven bits a byte, the lowest first.
    void addVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            add((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        add((int) rest);
    }

    private void reserve(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(size + more, array.length * 2));
        }
    }
}

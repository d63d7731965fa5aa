package io.recloop.training.parquet;

/// The hybrid of run-length encoding and bit packing: one run where all values are the same, packed bits otherwise.
final class Runs {
    private Runs() {}

    static int width(int largest) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(largest));
    }

    static void write(Bytes to, int[] values, int count, int width) {
        if (count > 0 && allAlike(values, count)) {
            to.addVarint((long) count << 1);
            for (int shift = 0; shift < width; shift += Byte.SIZE) {
                to.add(values[0] >>> shift);
            }
            return;
        }
        int groups = (count + 7) / 8;
        to.addVarint((long) groups << 1 | 1);
        long bits = 0;
        int held = 0;
        for (int i = 0; i < groups * 8; i++) {
            // The last group is filled up.
            bits |= (i < count ? values[i] & 0xFFFF_FFFFL : 0) << held;
            held += width;
            while (held >= Byte.SIZE) {
                to.add((int) bits);
                bits >>>= Byte.SIZE;
                held -= Byte.SIZE;
            }
        }
    }

    private static boolean allAlike(int[] values, int count) {
        for (int i = 1; i < count; i++) {
            if (values[i] != values[0]) {
                return false;
            }
        }
        return true;
    }
}

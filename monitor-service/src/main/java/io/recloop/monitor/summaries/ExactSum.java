package io.recloop.monitor.summaries;

import java.math.BigInteger;

/// The sum of doubles without any rounding, so that it does not depend on their order.
///
/// Source: Neal, *Fast Exact Summation Using Small and Large Superaccumulators*, 2015: a fixed-point
/// number wide enough for every double, in digits of 32 bits of which each has room for carries. Not
/// thread-safe.
final class ExactSum {
    /// Weight of the lowest bit of the lowest digit.
    private static final int LOWEST = -1074;

    private static final int DIGITS = 70;
    private static final long DIGIT = 0xffff_ffffL;
    /// A digit takes at most 2³² in size at once, and has 31 bits for the carries.
    private static final int MOST_BEFORE_CARRY = 1 << 29;

    private final long[] digits = new long[DIGITS];
    private int sinceCarry;

    /// @param value finite
    void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long mantissa = bits & 0xf_ffff_ffff_ffffL;
        if (exponent > 0) {
            mantissa |= 1L << 52;
            exponent--;
        }
        int digit = exponent >>> 5;
        int shift = exponent & 31;
        long low = mantissa << shift & DIGIT;
        long rest = shift == 0 ? mantissa >>> 32 : mantissa >>> 32 - shift;
        if (bits >= 0) {
            digits[digit] += low;
            digits[digit + 1] += rest & DIGIT;
            digits[digit + 2] += rest >>> 32;
        } else {
            digits[digit] -= low;
            digits[digit + 1] -= rest & DIGIT;
            digits[digit + 2] -= rest >>> 32;
        }
        if (++sinceCarry >= MOST_BEFORE_CARRY) {
            carry();
        }
    }

    /// Adds `value²`, of which a double holds the upper half and the fused product the rest. Squares
    /// below 1e−290 lose their lower half.
    void addSquare(double value) {
        double square = value * value;
        add(square);
        add(Math.fma(value, value, -square));
    }

    void add(ExactSum other) {
        other.carry();
        carry();
        for (int i = 0; i < DIGITS; i++) {
            digits[i] += other.digits[i];
        }
        sinceCarry = 2;
    }

    private void carry() {
        long over = 0;
        for (int i = 0; i < DIGITS - 1; i++) {
            long value = digits[i] + over;
            digits[i] = value & DIGIT;
            over = value >> 32;
        }
        digits[DIGITS - 1] += over;
        sinceCarry = 0;
    }

    private BigInteger units() {
        carry();
        boolean negative = digits[DIGITS - 1] < 0;
        var magnitude = negative ? negated() : digits;
        var bytes = new byte[DIGITS * 4];
        for (int i = 0; i < DIGITS; i++) {
            int at = bytes.length - 4 * i;
            bytes[at - 1] = (byte) magnitude[i];
            bytes[at - 2] = (byte) (magnitude[i] >>> 8);
            bytes[at - 3] = (byte) (magnitude[i] >>> 16);
            bytes[at - 4] = (byte) (magnitude[i] >>> 24);
        }
        var value = new BigInteger(1, bytes);
        return negative ? value.negate() : value;
    }

    private long[] negated() {
        var opposite = new ExactSum();
        for (int i = 0; i < DIGITS; i++) {
            opposite.digits[i] = -digits[i];
        }
        opposite.carry();
        return opposite.digits;
    }

    /// Rounded once.
    double value() {
        var units = units();
        if (units.signum() == 0) {
            return 0;
        }
        // Two more digits than a double has are enough to round by.
        int dropped = Math.max(0, units.abs().bitLength() - 128);
        return Math.scalb(units.shiftRight(dropped).doubleValue(), dropped + LOWEST);
    }

    /// Exponent and mantissa without the zeros at its end: one form for each sum.
    void write(SummaryWriter out) {
        var units = units();
        int zeros = Math.max(0, units.getLowestSetBit());
        out.number(zeros).array(units.shiftRight(zeros).toByteArray());
    }

    static ExactSum read(SummaryReader in) {
        long zeros = in.number();
        var bytes = in.array();
        if (zeros > DIGITS * 32L || bytes.length == 0 || bytes.length * 8L + zeros > DIGITS * 32L) {
            throw new CorruptSummaryException("a sum of %d bytes times 2^%d".formatted(bytes.length, zeros));
        }
        var units = new BigInteger(bytes).shiftLeft((int) zeros);
        var sum = new ExactSum();
        var magnitude = units.abs().toByteArray();
        for (int i = 0; i < magnitude.length; i++) {
            long octet = magnitude[magnitude.length - 1 - i] & 0xff;
            sum.digits[i / 4] |= octet << 8 * (i % 4);
        }
        if (units.signum() < 0) {
            var opposite = sum.negated();
            System.arraycopy(opposite, 0, sum.digits, 0, DIGITS);
        }
        return sum;
    }
}

package io.recloop.numerics.kernels;

/// The logistic function for inner loops.
public final class Logistic {
    private static final float LOG2_E = 1.442695f;
    /// ln 2 in two parts, the first with so few bits that its product with a small whole number is exact.
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /// Beyond it the exponential of a float leaves the normal numbers.
    private static final float LARGEST = 87;

    private Logistic() {}

    /// `1/(1 + eˣ)`, the gradient of the pairwise loss at a difference *x*. NaN for NaN.
    ///
    /// Relative error below 2⁻²⁰ where |x| ≤ 87, clamped beyond. Branch-free but for the clamp: the exponential is
    /// that of Cephes' `expf`, a polynomial of degree 6 after taking out the powers of two.
    public static float complement(float x) {
        float clamped = Math.max(-LARGEST, Math.min(LARGEST, x));
        float whole = (float) Math.rint(clamped * LOG2_E);
        float rest = clamped - whole * LN2_HIGH - whole * LN2_LOW;
        float tail = 1.9875691500e-4f;
        tail = tail * rest + 1.3981999507e-3f;
        tail = tail * rest + 8.3334519073e-3f;
        tail = tail * rest + 4.1665795894e-2f;
        tail = tail * rest + 1.6666665459e-1f;
        tail = tail * rest + 5.0000001201e-1f;
        float power = tail * rest * rest + rest + 1;
        return 1 / (1 + power * Float.intBitsToFloat((int) whole + 127 << 23));
    }
}

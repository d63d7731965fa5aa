package io.recloop.learning.tuning;

/// How much of a training a candidate gets before it is compared.
///
/// @param factors    share of its factors, in 0..1
/// @param iterations share of its iterations, in 0..1
record Rung(double factors, double iterations) {
    static final Rung FULL = new Rung(1, 1);
}

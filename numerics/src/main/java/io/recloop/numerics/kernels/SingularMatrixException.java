package io.recloop.numerics.kernels;

/// A system that has no single solution in double precision: more regularisation is what helps.
public final class SingularMatrixException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    SingularMatrixException(int row, double pivot) {
        super("pivot %d is %.3g: the matrix is not positive definite".formatted(row, pivot));
    }
}

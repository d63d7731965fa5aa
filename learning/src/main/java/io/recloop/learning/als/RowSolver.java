package io.recloop.learning.als;

/// How a row is solved.
///
/// @param cgSteps   conjugate gradient steps; 0 solves exactly
/// @param blockSize above 0: Newton steps on blocks of that many factors instead
public record RowSolver(int cgSteps, int blockSize) {
    /// By that many conjugate gradient steps; 0 solves exactly.
    public static RowSolver cg(int steps) {
        return new RowSolver(steps, 0);
    }
}

package io.recloop.training.engine;

import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.als.AlternatingLeastSquares;
import java.time.Duration;

/// Implicit ALS with frequency-scaled regularisation. The same seed and data give the same model to the bit, for any
/// number of threads.
public final class AlsTrainer implements Trainer {
    private final AlsSettings settings;

    public AlsTrainer(AlsSettings settings) {
        this.settings = settings;
    }

    @Override
    public String algorithm() {
        return "als";
    }

    @Override
    public FactorModel train(CsrMatrix userItem, TrainingListener listener) {
        try (var als = new AlternatingLeastSquares(
                userItem,
                settings.factors(),
                settings.objective(),
                settings.cgSteps(),
                settings.seed(),
                settings.threads())) {
            for (int iteration = 1; iteration <= settings.iterations(); iteration++) {
                long start = System.nanoTime();
                double loss = als.iterate();
                var took = Duration.ofNanos(System.nanoTime() - start);
                listener.iterationFinished(iteration, settings.iterations(), loss, took);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
            }
            als.solveUsers();
            return new FactorModel(
                    userItem.rows(), userItem.cols(), settings.factors(), als.userFactors(), als.itemFactors());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        }
    }
}

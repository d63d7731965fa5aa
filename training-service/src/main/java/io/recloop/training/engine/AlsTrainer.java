package io.recloop.training.engine;

import io.recloop.training.als.AlternatingLeastSquares;
import io.recloop.training.engine.TrainingListener.Iteration;
import java.time.Duration;

/// Implicit ALS with frequency-scaled regularisation. The same seed and data give the same model to the bit, for any
/// number of threads.
public final class AlsTrainer implements Trainer {
    private final AlsSettings settings;

    public AlsTrainer(AlsSettings settings) {
        this.settings = settings;
    }

    @Override
    public AlsSettings settings() {
        return settings;
    }

    /// Both sides' factors, and each thread's scratch.
    @Override
    public long memory(TrainingData data) {
        long rows = (long) data.positives().rows() + data.positives().cols();
        long k = settings.factors();
        long transposed = 8L * data.positives().entries();
        return 4 * rows * k + transposed + (settings.threads() + 64L) * 8 * k * k;
    }

    @Override
    public Trained train(TrainingData data, TrainingContext context) {
        try (var als = new AlternatingLeastSquares(
                data.positives(),
                settings.factors(),
                settings.objective(),
                settings.cgSteps(),
                settings.seed(),
                settings.threads())) {
            for (int iteration = 1; iteration <= settings.iterations(); iteration++) {
                long start = System.nanoTime();
                double loss = als.iterate();
                var took = Duration.ofNanos(System.nanoTime() - start);
                context.listener().finished(new Iteration(iteration, settings.iterations(), loss, null, took));
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
            }
            als.solveUsers();
            var model = new FactorModel(
                    data.positives().rows(),
                    data.positives().cols(),
                    settings.factors(),
                    als.userFactors(),
                    als.itemFactors());
            return new Trained(model, settings.iterations(), null, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        }
    }
}

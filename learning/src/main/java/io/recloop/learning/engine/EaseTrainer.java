package io.recloop.learning.engine;

import io.recloop.learning.ease.ItemRegression;
import io.recloop.learning.engine.TrainingListener.Iteration;
import io.recloop.numerics.kernels.SingularMatrixException;
import io.recloop.numerics.parallel.Workers;
import java.time.Duration;

/// A linear model of items on items in closed form: one iteration, of cubic cost in the items. The same data give the
/// same model to the bit. There is nothing to begin from: warm starts, checkpoints and content are not looked at.
public final class EaseTrainer implements Trainer {
    /// The inverse of more takes gigabytes and the better part of an hour.
    public static final int ITEMS_AT_MOST = 20_000;

    private final EaseSettings settings;

    public EaseTrainer(EaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public EaseSettings settings() {
        return settings;
    }

    @Override
    public long memory(TrainingData data) {
        return ItemRegression.memory(data.positives(), settings.keptWeights(), settings.threads());
    }

    /// @throws IllegalArgumentException where there are more items than this is for, or λ is too small
    @Override
    public Trained train(TrainingData data, TrainingContext context) {
        int items = data.positives().cols();
        if (items == 0 || items > ITEMS_AT_MOST) {
            throw new IllegalArgumentException(
                    "ease is for catalogues of 1 to %,d items, this one has %,d: train als or bpr"
                            .formatted(ITEMS_AT_MOST, items));
        }
        long start = System.nanoTime();
        try (var workers = new Workers(settings.threads())) {
            var fitted =
                    ItemRegression.fit(data.positives(), settings.regularization(), settings.keptWeights(), workers);
            var model = new ItemWeightModel(data.positives().rows(), fitted.weights());
            var took = Duration.ofNanos(System.nanoTime() - start);
            var validation = context.validation();
            Double ndcg = validation == null ? null : validation.ndcg(model);
            context.listener().finished(new Iteration(1, 1, fitted.loss(), ndcg, took));
            return new Trained(model, 1, ndcg, null);
        } catch (SingularMatrixException e) {
            throw new IllegalArgumentException(
                    "a regularization of %s is too small for these data".formatted(settings.regularization()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        }
    }
}

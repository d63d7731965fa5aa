package io.recloop.learning.engine;

import io.recloop.learning.als.AlternatingLeastSquares;
import io.recloop.learning.als.ContentPrior;
import io.recloop.learning.als.Problem;
import io.recloop.learning.als.RowSolver;
import io.recloop.numerics.sparse.CsrMatrix;
import org.jspecify.annotations.Nullable;

/// Implicit ALS with frequency-scaled regularisation. The same seed and data give the same model to the bit, for any
/// number of threads, with and without validation, and whether or not it was stopped and resumed.
public final class AlsTrainer implements Trainer {
    private final AlsSettings settings;

    public AlsTrainer(AlsSettings settings) {
        this.settings = settings;
    }

    @Override
    public AlsSettings settings() {
        return settings;
    }

    /// The factors, a copy for the validation, and one of the best state where there is patience; the transposed
    /// matrix; the parts of the Gramians; each thread's scratch; and the regression on content.
    @Override
    public long memory(TrainingData data) {
        long k = settings.factors();
        long users = data.positives().rows();
        long items = data.positives().cols();
        long entries = data.positives().entries();
        long gramians = 4 + gramianParts(users) + gramianParts(items);
        long scratch = 2L * settings.threads() * (8 * k * k + 4 * 128 * k);
        long matrices = 8 * entries + (data.ages() != null && recency() > 0 ? 4 * entries : 0);
        long copies = settings.refinements().patience() > 0 ? 3 : 2;
        return 4 * copies * (users + items) * k
                + matrices
                + 24 * (users + items)
                + 8 * k * k * gramians
                + scratch
                + contentMemory(data);
    }

    private static long gramianParts(long rows) {
        return Math.min(64, rows / 1024 + 1);
    }

    private long contentMemory(TrainingData data) {
        var content = contentOf(data);
        if (content == null) {
            return 0;
        }
        long dimensions = content.dimensions();
        return 8 * dimensions * dimensions
                + 12 * dimensions * settings.factors()
                + 4L * content.items() * settings.factors();
    }

    @Override
    public Trained train(TrainingData data, TrainingContext context) {
        var positives = data.recencyWeighted(recency());
        var solver = solver();
        var problem = new Problem(positives, settings.factors(), settings.objective(), priorOf(data));
        try (var als = new AlternatingLeastSquares(problem, solver, settings.seed(), settings.threads())) {
            warmStart(als, positives, context.warmStart());
            return new AlsRun(settings, als, problem, data.unexposed(), context).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        }
    }

    private RowSolver solver() {
        int blockSize = settings.refinements().blockSize();
        return new RowSolver(settings.cgSteps(), blockSize <= 1 ? 0 : Math.min(blockSize, settings.factors()));
    }

    private void warmStart(AlternatingLeastSquares als, CsrMatrix positives, @Nullable FactorModel former) {
        if (former == null) {
            return;
        }
        if (former.factors() != settings.factors()
                || former.users() != positives.rows()
                || former.items() != positives.cols()) {
            throw new IllegalArgumentException("a warm start of %d users, %d items and %d factors for %d factors of %s"
                    .formatted(former.users(), former.items(), former.factors(), settings.factors(), positives));
        }
        als.warmStart(former.userFactors(), former.itemFactors());
    }

    private @Nullable ContentPrior priorOf(TrainingData data) {
        var content = contentOf(data);
        return content == null
                ? null
                : new ContentPrior(
                        content.items(),
                        content.dimensions(),
                        content.embeddings(),
                        settings.refinements().contentWeight());
    }

    private @Nullable ItemContent contentOf(TrainingData data) {
        return settings.refinements().contentWeight() > 0 ? data.content() : null;
    }

    private double recency() {
        return settings.refinements().recency();
    }
}

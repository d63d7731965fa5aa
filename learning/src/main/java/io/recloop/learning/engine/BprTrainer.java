package io.recloop.learning.engine;

import io.recloop.learning.bpr.BayesianPersonalizedRanking;
import io.recloop.learning.bpr.ContentPrior;
import io.recloop.learning.engine.TrainingListener.Iteration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Bayesian personalised ranking with early stopping by the users as the steps left them. The same seed and data give
/// the same model to the bit, for any number of threads.
public final class BprTrainer implements Trainer {
    /// Blocks, weights and tables of the items, counts of both sides.
    private static final long BYTES_A_ROW = 64;

    private final BprSettings settings;

    public BprTrainer(BprSettings settings) {
        this.settings = settings;
    }

    @Override
    public BprSettings settings() {
        return settings;
    }

    /// Both sides' factors, the best epoch's and their means over the epochs, the weights to draw and to solve by, what
    /// the draws need and what the content does.
    @Override
    public long memory(TrainingData data) {
        long rows = (long) data.positives().rows() + data.positives().cols();
        long entries = data.positives().entries();
        long weighted = data.ages() == null || settings.recency() == 0 ? 0 : 8 * entries;
        var content = data.content();
        long dimensions = content == null || settings.contentWeight() == 0 ? 0 : content.dimensions();
        long copies = settings.averaging() > 0 ? 3 : 2;
        return 4 * copies * rows * (settings.factors() + 1)
                + weighted
                + BYTES_A_ROW * rows
                + 8 * dimensions * (dimensions + 2L * settings.factors())
                + BayesianPersonalizedRanking.memory(entries);
    }

    /// @throws IllegalArgumentException where the warm start is of other rows or another number of factors
    @Override
    public Trained train(TrainingData data, TrainingContext context) {
        var prior = prior(data);
        var positives = data.recencyWeighted(settings.drawnRecency());
        try (var bpr = new BayesianPersonalizedRanking(
                new BayesianPersonalizedRanking.Examples(positives, data.disliked(), data.unexposed()),
                new BayesianPersonalizedRanking.Objective(
                        settings.factors(), settings.regularization(), settings.itemBias(), prior),
                settings.sampling(),
                settings.seed(),
                settings.threads())) {
            var trained = train(new BprState(bpr, prior, data, settings), context);
            if (settings.solvedUsers()) {
                BprUsers.solve((FactorModel) trained.model(), settings, data.recencyWeighted(settings.recency()));
            }
            return trained;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable ContentPrior prior(TrainingData data) {
        var content = data.content();
        return content == null || settings.contentWeight() == 0
                ? null
                : new ContentPrior(
                        content.dimensions(),
                        content.embeddings(),
                        settings.contentWeight(),
                        data.positives().columnCounts(),
                        settings.factors());
    }

    private Trained train(BprState state, TrainingContext context) throws InterruptedException, IOException {
        var checkpoint = context.checkpoints().newest();
        if (checkpoint.isPresent()) {
            state.resume(checkpoint.get());
        } else if (context.warmStart() != null) {
            state.startFrom(context.warmStart());
        }
        while (state.iteration() < settings.iterations() && !state.hasStalled()) {
            long start = System.nanoTime();
            double loss = state.advance();
            var took = Duration.ofNanos(System.nanoTime() - start);
            var ndcg = validate(state, context.validation());
            if (context.checkpoints().due(state.iteration())) {
                context.checkpoints().save(state.checkpoint());
            }
            context.listener().finished(new Iteration(state.iteration(), settings.iterations(), loss, ndcg, took));
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
        }
        return state.best();
    }

    private static @Nullable Double validate(BprState state, @Nullable Validation validation) {
        if (validation == null || !state.isToBeJudged()) {
            return null;
        }
        double ndcg = validation.ndcg(state.model());
        state.judged(ndcg);
        return ndcg;
    }
}

package io.recloop.training.runs.fitting;

import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.tuning.Judge;
import io.recloop.training.runs.context.RunReporter;
import io.recloop.training.runs.context.TooLittleMemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Chooses which recipe is trained in full and when to stop it, on a part of the data that the gate never
/// looks at. So the gate compares one candidate with the incumbent, however many were tried, and its level
/// needs no correction.
public final class Selection {
    private final Fitting fitting;
    private final RunReporter reporter;
    private final int users;

    /// @param users whose last word is asked, at most
    public Selection(Fitting fitting, RunReporter reporter, int users) {
        this.fitting = fitting;
        this.reporter = reporter;
        this.users = users;
    }

    /// One recipe that was tried.
    ///
    /// @param ndcg    on the validation part; absent where it could not be trained
    /// @param message one sentence
    record Tried(Recipe recipe, @Nullable Double ndcg, String message) {}

    /// @param recipe ready to be trained without looking at anything held out
    /// @param said   one sentence: who was tried and who won; empty where there was no choice to make
    public record Chosen(Recipe recipe, String said, List<Tried> tried) {}

    /// @throws TooLittleMemoryException where none of them can be trained
    public Chosen choose(List<Recipe> recipes, TrainingData data) throws TooLittleMemoryException {
        var only = recipes.getFirst();
        if (recipes.size() == 1 && !only.wantsValidation()) {
            return new Chosen(only, "", List.of());
        }
        var part = ValidationPart.of(data, users);
        if (part.wanted().entries() == 0) {
            return new Chosen(
                    only,
                    "%s without a choice: no user has three positives, of which one could be held out to choose by"
                            .formatted(only.algorithm().code()),
                    List.of());
        }
        reporter.stage(
                "select",
                "%d recipes on one positive each of %d users, none of them in the slice"
                        .formatted(recipes.size(), part.wanted().entries()));
        return best(recipes, part, part.judge(only.settings().threads()));
    }

    private Chosen best(List<Recipe> recipes, ValidationPart part, Judge judge) throws TooLittleMemoryException {
        var tried = new ArrayList<Tried>();
        Tried best = null;
        TooLittleMemoryException refusal = null;
        for (var recipe : recipes) {
            try {
                var result = attempt(recipe, part, judge);
                tried.add(result);
                best = best == null || ndcg(result) > ndcg(best) ? result : best;
            } catch (TooLittleMemoryException e) {
                refusal = e;
                tried.add(new Tried(recipe, null, String.valueOf(e.getMessage())));
            }
        }
        if (best == null) {
            throw refusal == null ? new TooLittleMemoryException("there is no recipe to try") : refusal;
        }
        return new Chosen(best.recipe(), said(tried, best), List.copyOf(tried));
    }

    private Tried attempt(Recipe recipe, ValidationPart part, Judge judge) throws TooLittleMemoryException {
        var task = Fitting.Task.of("select", recipe.settings(), part.learn());
        var trained = fitting.fit(
                recipe.wantsValidation()
                        ? task.withValidation(
                                model -> judge.judge(model, recipe.settings()).ndcg())
                        : task);
        double ndcg = judge.judge(trained.model(), recipe.settings()).ndcg();
        return new Tried(
                recipe.withIterations(trained.iterations()),
                ndcg,
                "%s %.4f after %d iterations".formatted(recipe.algorithm().code(), ndcg, trained.iterations()));
    }

    private static double ndcg(Tried tried) {
        return tried.ndcg() == null || tried.ndcg().isNaN() ? -1 : tried.ndcg();
    }

    private static String said(List<Tried> tried, Tried best) {
        if (tried.size() == 1) {
            return "";
        }
        var all = tried.stream().map(Tried::message).toList();
        return String.format(
                Locale.ROOT,
                "%s was chosen by NDCG@%d on a validation part outside the slice: %s",
                best.recipe().algorithm().code(),
                ValidationPart.K,
                String.join(", ", all));
    }
}

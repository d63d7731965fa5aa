package io.recloop.learning.offline;

import io.recloop.learning.tuning.SearchListener;
import io.recloop.learning.tuning.Trial;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/// Shows how a search goes on the error stream: a bar over its budget on a terminal, elsewhere a line a trial.
final class SearchDisplay implements SearchListener, AutoCloseable {
    private final PrintWriter lines;
    private final String task;
    private final Duration budget;
    private final @Nullable ProgressBar bar;

    SearchDisplay(PrintWriter lines, String task, Duration budget) {
        this.lines = lines;
        this.task = task;
        this.budget = budget;
        this.bar = IterationDisplay.isInteractive() ? IterationDisplay.bar(task, budget.toSeconds()) : null;
    }

    @Override
    public void finished(Trial trial, @Nullable Trial best, double secondsSpent) {
        var soFar = best == null ? "" : String.format(Locale.ROOT, ", best %.4f", best.ndcg());
        if (bar != null) {
            bar.stepTo(Math.min(budget.toSeconds(), Math.round(secondsSpent)));
            bar.setExtraMessage(" %d trials%s".formatted(trial.number(), soFar));
        } else {
            lines.printf(
                    Locale.ROOT,
                    "%s: trial %d %s%s, %.0f of %d s%n",
                    task,
                    trial.number(),
                    TuneReport.outcome(trial),
                    soFar,
                    secondsSpent,
                    budget.toSeconds());
            lines.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

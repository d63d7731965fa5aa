package io.recloop.learning.offline;

import io.recloop.learning.engine.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows how a training goes on the error stream: a bar on a terminal, elsewhere a line every five seconds.
final class IterationDisplay implements TrainingListener, AutoCloseable {
    /// Set by `./recloop`, which knows whether somebody is watching.
    private static final boolean INTERACTIVE = Boolean.getBoolean("recloop.terminal");

    private static final int WIDTH = 79;
    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter lines;
    private final String task;
    private @Nullable ProgressBar bar;
    private long lastLine = System.nanoTime();
    private @Nullable Iteration last;

    IterationDisplay(PrintWriter lines, String task) {
        this.lines = lines;
        this.task = task;
    }

    String task() {
        return task;
    }

    static ProgressBar bar(String task, long of) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(of)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                .build();
    }

    static boolean isInteractive() {
        return INTERACTIVE;
    }

    @Override
    public void finished(Iteration iteration) {
        last = iteration;
        var figures = "loss %s%s"
                .formatted(
                        Wording.number(iteration.loss()),
                        iteration.validation() == null
                                ? ""
                                : ", NDCG@%d %.4f".formatted(Holdout.K, iteration.validation()));
        if (INTERACTIVE) {
            if (bar == null) {
                bar = bar(task, iteration.of());
            }
            bar.stepTo(iteration.number());
            bar.setExtraMessage(" " + figures);
        } else if (System.nanoTime() - lastLine >= LINE_EVERY_NANOS) {
            lastLine = System.nanoTime();
            lines.printf(
                    Locale.ROOT, "%s: iteration %d of %d, %s%n", task, iteration.number(), iteration.of(), figures);
            lines.flush();
        }
    }

    /// After the last iteration; absent where there was none.
    @Nullable
    Double lastLoss() {
        return last == null ? null : last.loss();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

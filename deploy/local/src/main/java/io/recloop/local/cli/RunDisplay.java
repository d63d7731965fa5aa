package io.recloop.local.cli;

import io.recloop.local.client.Training;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows how a run goes: a bar for each stage on a terminal, elsewhere a line for each stage and one every five
/// seconds.
final class RunDisplay implements AutoCloseable {

    private static final int STEPS = 1_000;
    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter lines;
    private final boolean interactive = Terminal.isInteractive();
    private @Nullable ProgressBar bar;
    private @Nullable String stage;
    private long lastLine;

    RunDisplay(PrintWriter lines) {
        this.lines = lines;
    }

    void show(Training.Run run) {
        var now = run.stage() == null ? run.status() : run.stage();
        boolean changed = !Objects.equals(now, stage);
        stage = now;
        var message = run.message() == null ? "" : run.message();
        var remaining = run.remainingSeconds();
        if (remaining != null && remaining >= 1) {
            message += ", about %.0f s to go".formatted(remaining);
        }
        double fraction = run.fraction() == null ? 0 : run.fraction();
        if (interactive) {
            var shown = changed ? begin(now) : bar;
            if (shown != null) {
                shown.stepTo(Math.round(fraction * STEPS));
                shown.setExtraMessage(" " + message);
            }
        } else if (changed || System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
            lastLine = System.nanoTime();
            lines.printf("%-10s %3.0f %%  %s%n", now.toLowerCase(java.util.Locale.ROOT), 100 * fraction, message);
            lines.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private ProgressBar begin(String name) {
        if (bar != null) {
            bar.stepTo(STEPS);
            bar.close();
        }
        bar = new ProgressBarBuilder()
                .setTaskName("%-9s".formatted(name.toLowerCase(java.util.Locale.ROOT)))
                .setInitialMax(STEPS)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .build();
        return bar;
    }
}

package io.recloop.learning.offline;

import io.recloop.learning.text.EncodingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/// Shows how the texts of items become embeddings: a bar on a terminal, elsewhere a line every five seconds.
final class EncodingDisplay implements EncodingProgress, AutoCloseable {
    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter lines;
    private @Nullable ProgressBar bar;
    private long lastLine = System.nanoTime();

    EncodingDisplay(PrintWriter lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void encoded(int done, int total) {
        if (IterationDisplay.isInteractive()) {
            if (bar == null) {
                bar = IterationDisplay.bar("items", total);
            }
            bar.stepTo(done);
        } else if (System.nanoTime() - lastLine >= LINE_EVERY_NANOS) {
            lastLine = System.nanoTime();
            lines.printf(Locale.ROOT, "items: %,d of %,d%n", done, total);
            lines.flush();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

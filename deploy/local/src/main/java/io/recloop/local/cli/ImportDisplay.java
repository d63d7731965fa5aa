package io.recloop.local.cli;

import io.recloop.local.importing.ImportProgress;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows how far an import is: a bar on a terminal, a line every two seconds elsewhere.
final class ImportDisplay implements ImportProgress, AutoCloseable {

    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long KIBIBYTE = 1024;

    private final PrintWriter lines;
    private final long bytes;
    private final @Nullable ProgressBar bar;
    private final long began = System.nanoTime();
    private long lastLine = began;

    private ImportDisplay(PrintWriter lines, long bytes, @Nullable ProgressBar bar) {
        this.lines = lines;
        this.bytes = bytes;
        this.bar = bar;
    }

    static ImportDisplay on(PrintWriter lines, long bytes) {
        return new ImportDisplay(
                lines,
                bytes,
                Terminal.isInteractive()
                        ? new ProgressBarBuilder()
                                .setTaskName("import")
                                .setInitialMax(bytes)
                                .setUnit(" kB", KIBIBYTE)
                                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                                .setUpdateIntervalMillis(200)
                                .build()
                        : null);
    }

    @Override
    public void at(long bytesRead, long acknowledged, long refused) {
        long now = System.nanoTime();
        double seconds = (now - began) / 1e9;
        var figures = "%,d rows, %,.0f/s%s"
                .formatted(
                        acknowledged, acknowledged / seconds, refused == 0 ? "" : ", %,d refused".formatted(refused));
        if (bar != null) {
            bar.stepTo(bytesRead);
            bar.setExtraMessage(" " + figures);
        } else if (now - lastLine >= LINE_EVERY_NANOS) {
            lastLine = now;
            double done = bytes == 0 ? 1 : (double) bytesRead / bytes;
            lines.printf(
                    "%3.0f %%  %s, %.0f s left%n", 100 * done, figures, seconds * (1 - done) / Math.max(done, 1e-6));
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

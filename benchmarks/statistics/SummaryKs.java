package io.recloop.monitor.summaries;

import io.recloop.monitor.statistics.SummaryDistance;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Two files of big-endian doubles: seconds to summarise them, then the median time of the distance between the summaries
/// and their size. Prints one line of JSON.
final class SummaryKs {
    private static final int RUNS = 1_001;

    public static void main(String[] files) throws IOException {
        double[] a = read(Path.of(files[0]));
        double[] b = read(Path.of(files[1]));
        summary(a);
        long began = System.nanoTime();
        var reference = summary(a);
        var current = summary(b);
        double summarising = (System.nanoTime() - began) / 1e9;
        var times = new long[RUNS];
        var distance = SummaryDistance.between(reference, current);
        for (int run = 0; run < RUNS; run++) {
            began = System.nanoTime();
            distance = SummaryDistance.between(reference, current);
            times[run] = System.nanoTime() - began;
        }
        double first = times[0] / 1e9;
        Arrays.sort(times);
        System.out.printf(
                "{\"least\":%.9f,\"greatest\":%.9f,\"bytes\":%d,\"summariseSeconds\":%.2f,\"firstSeconds\":%.6f,\"seconds\":%.9f}%n",
                distance.least(), distance.greatest(), bytes(reference) + bytes(current), summarising, first,
                times[RUNS / 2] / 1e9);
    }

    private static QuantileSummary summary(double[] values) {
        var summary = new QuantileSummary();
        for (double value : values) {
            summary.add(value);
        }
        return summary;
    }

    private static int bytes(QuantileSummary summary) {
        var out = new SummaryWriter();
        summary.write(out);
        return out.bytes().length;
    }

    private static double[] read(Path file) throws IOException {
        var values = new double[(int) (Files.size(file) / Double.BYTES)];
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
        }
        return values;
    }
}

package io.recloop.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Splits a CSV file by chance, whatever the rows say: a share of them is `test.csv`, the others `train.csv`, and a
/// tenth of these once more `valid.csv`. The header is kept, rows stay in their order, and the same file, share and
/// seed give the same split everywhere.
///
/// Run: `java benchmarks/src/main/java/io/recloop/benchmarks/accuracy/RandomSplit.java ratings.csv 0.2 1 split`
public final class RandomSplit {
    private static final double VALID_SHARE = 0.1;

    private RandomSplit() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            System.err.println("usage: RandomSplit FILE SHARE SEED DIR");
            System.exit(2);
        }
        split(
                Path.of(arguments[0]),
                Double.parseDouble(arguments[1]),
                Long.parseLong(arguments[2]),
                Path.of(arguments[3]));
    }

    private static void split(Path file, double share, long seed, Path folder) throws IOException {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share must be between 0 and 1, was " + share);
        }
        var lines = Files.readAllLines(file);
        var rows = lines.subList(1, lines.size());
        var drawn = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        Collections.shuffle(drawn, new Random(seed));
        int test = (int) Math.round(share * rows.size());
        int valid = (int) Math.round(VALID_SHARE * (rows.size() - test));
        Files.createDirectories(folder);
        write(folder.resolve("test.csv"), lines, drawn.subList(0, test));
        write(folder.resolve("valid.csv"), lines, drawn.subList(test, test + valid));
        write(folder.resolve("train.csv"), lines, drawn.subList(test, drawn.size()));
        System.out.printf(
                "%d rows: %d to train on, %d of them to choose by, and %d to test%n",
                rows.size(), rows.size() - test, valid, test);
    }

    private static void write(Path file, List<String> lines, List<Integer> rows) throws IOException {
        var chosen = new ArrayList<String>();
        chosen.add(lines.getFirst());
        rows.stream().sorted().forEach(row -> chosen.add(lines.get(row + 1)));
        Files.write(file, chosen);
    }
}

package io.recloop.benchmarks.training;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.AlsTrainer;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.Ranker;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.learning.text.EncodingProgress;
import io.recloop.learning.text.HashedNgrams;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// Recall of items that nobody had, with and without their content, and what content costs the others.
///
/// A seeded tenth of the items loses all its interactions; of the rest, each user with three or more holds out the
/// last (equal seconds in seeded random order). One training with content and one without, same settings. Ranked are
/// all items but those a user trained on; `among` ranks the hidden items alone, where an ALS without content scores all
/// alike and hits by chance. Warm is NDCG@10 of the held-out items over all items.
///
/// Arguments: interactions (`user,item,rating,timestamp`, header, positives only), items (`id::title::kinds`, Latin-1),
/// how many seeds (5) and the first of them (1).
/// Run: `java --add-modules jdk.incubator.vector -cp 'benchmarks/target/classes:benchmarks/target/lib/*'
/// io.recloop.benchmarks.training.ColdItems POSITIVES ITEMS`
public final class ColdItems {
    private static final int K = 10;
    private static final int THREADS = 2;

    private ColdItems() {}

    private record Positive(int user, int item, long time, long tie) {}

    private record Quality(double cold, double among, double warm) {
        Quality plus(Quality other) {
            return new Quality(cold + other.cold, among + other.among, warm + other.warm);
        }

        Quality over(int count) {
            return new Quality(cold / count, among / count, warm / count);
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 2 || args.length > 4) {
            System.err.println("ColdItems POSITIVES.csv ITEMS.dat [SEEDS [FIRST]]");
            System.exit(2);
        }
        int seeds = args.length >= 3 ? Integer.parseInt(args[2]) : 5;
        int first = args.length == 4 ? Integer.parseInt(args[3]) : 1;
        Map<String, Integer> users = new HashMap<>();
        Map<String, Integer> items = new HashMap<>();
        var positives = positives(Path.of(args[0]), users, items);
        var content = content(Path.of(args[1]), items);
        System.out.printf(
                Locale.ROOT, "%d users, %d items, %d positives%n", users.size(), items.size(), positives.size());
        System.out.println(
                "seed  cold R@10: without  with  chance | among hidden: with  chance | warm NDCG@10: without  with");
        var without = new Quality(0, 0, 0);
        var with = new Quality(0, 0, 0);
        var chance = new Quality(0, 0, 0);
        for (int seed = first; seed < first + seeds; seed++) {
            var split = new Split(positives, users.size(), items.size(), seed);
            var one = split.quality(content, 0);
            var other = split.quality(content, AlsSettings.defaults().toMap().getOrDefault("contentWeight", 0.0));
            print(String.valueOf(seed), one, other, split.chance());
            without = without.plus(one);
            with = with.plus(other);
            chance = chance.plus(split.chance());
        }
        print("mean", without.over(seeds), with.over(seeds), chance.over(seeds));
    }

    private static void print(String seed, Quality without, Quality with, Quality chance) {
        System.out.printf(
                Locale.ROOT,
                "%-4s  %.4f  %.4f  %.4f | %.4f  %.4f | %.4f  %.4f (%+.2f %%)%n",
                seed,
                without.cold(),
                with.cold(),
                chance.cold(),
                with.among(),
                chance.among(),
                without.warm(),
                with.warm(),
                100 * (with.warm() / without.warm() - 1));
    }

    private static List<Positive> positives(Path csv, Map<String, Integer> users, Map<String, Integer> items)
            throws IOException {
        var positives = new ArrayList<Positive>();
        for (var line : Files.readAllLines(csv).stream().skip(1).toList()) {
            var cells = line.split(",", -1);
            positives.add(new Positive(
                    users.computeIfAbsent(cells[0], id -> users.size()),
                    items.computeIfAbsent(cells[1], id -> items.size()),
                    Long.parseLong(cells[3]),
                    0));
        }
        return positives;
    }

    private static ItemContent content(Path file, Map<String, Integer> items) throws IOException, InterruptedException {
        var encoder = new HashedNgrams(HashedNgrams.DEFAULT_DIMENSIONS, THREADS);
        var texts = new String[items.size()];
        java.util.Arrays.fill(texts, "");
        for (var line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            var cells = line.split("::", -1);
            var row = items.get(cells[0]);
            if (row != null) {
                texts[row] = cells[1] + " [SEP]  [SEP] " + cells[2].replace("|", ", ");
            }
        }
        return new ItemContent(
                items.size(), encoder.dimensions(), encoder.encode(List.of(texts), EncodingProgress.SILENT));
    }

    /// What one seed hides, and what is left.
    private static final class Split {
        private final int users;
        private final int items;
        private final ItemSet hidden;
        private final CsrMatrix train;
        private final CsrMatrix warm;
        private final CsrMatrix cold;

        Split(List<Positive> positives, int users, int items, long seed) {
            this.users = users;
            this.items = items;
            this.hidden = new ItemSet(items);
            var random = new SplittableRandom(seed);
            for (int left = items / 10; left > 0; ) {
                int item = random.nextInt(items);
                if (!hidden.contains(item)) {
                    hidden.add(item);
                    left--;
                }
            }
            var kept = new ArrayList<List<Positive>>();
            for (int user = 0; user < users; user++) {
                kept.add(new ArrayList<>());
            }
            var gone = new ArrayList<Positive>();
            for (var positive : positives) {
                if (hidden.contains(positive.item())) {
                    gone.add(positive);
                } else {
                    kept.get(positive.user())
                            .add(new Positive(positive.user(), positive.item(), positive.time(), random.nextLong()));
                }
            }
            var trained = new ArrayList<Positive>();
            var last = new ArrayList<Positive>();
            for (var own : kept) {
                own.sort(Comparator.comparingLong(Positive::time).thenComparingLong(Positive::tie));
                int end = own.size() >= 3 ? own.size() - 1 : own.size();
                trained.addAll(own.subList(0, end));
                last.addAll(own.subList(end, own.size()));
            }
            this.train = matrix(trained);
            this.warm = matrix(last);
            this.cold = matrix(gone);
        }

        /// Of recall, were the places of a list drawn by lot.
        Quality chance() {
            double all = 0;
            int evaluated = 0;
            for (int user = 0; user < users; user++) {
                if (cold.rowLength(user) > 0) {
                    all += (double) K / (items - train.rowLength(user));
                    evaluated++;
                }
            }
            return new Quality(all / evaluated, (double) K / hidden.size(), 0);
        }

        Quality quality(ItemContent content, double contentWeight) {
            var none = CsrMatrix.ofPairs(users, items, new int[0], new int[0]);
            var settings = AlsSettings.defaultsFor(train)
                    .with("contentWeight", contentWeight)
                    .withThreads(THREADS);
            var model = (FactorModel) new AlsTrainer(settings)
                    .train(new TrainingData(train, none, hidden, content), TrainingContext.ALONE)
                    .model();
            Ranker ranker = Rankers.asTrained(model, train);
            return new Quality(
                    new FullRanking(train, cold, K, THREADS)
                            .evaluate(ranker)
                            .metrics()
                            .recall(),
                    new FullRanking(allButHidden(), cold, K, THREADS)
                            .evaluate(ranker)
                            .metrics()
                            .recall(),
                    new FullRanking(train, warm, K, THREADS)
                            .evaluate(ranker)
                            .metrics()
                            .ndcg());
        }

        private CsrMatrix allButHidden() {
            int others = items - hidden.size();
            var rows = new int[Math.multiplyExact(users, others)];
            var columns = new int[rows.length];
            int size = 0;
            for (int user = 0; user < users; user++) {
                for (int item = 0; item < items; item++) {
                    if (!hidden.contains(item)) {
                        rows[size] = user;
                        columns[size++] = item;
                    }
                }
            }
            return CsrMatrix.ofPairs(users, items, rows, columns);
        }

        private CsrMatrix matrix(List<Positive> positives) {
            return CsrMatrix.ofPairs(
                    users,
                    items,
                    positives.stream().mapToInt(Positive::user).toArray(),
                    positives.stream().mapToInt(Positive::item).toArray());
        }
    }
}

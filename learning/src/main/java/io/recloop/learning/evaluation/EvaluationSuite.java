package io.recloop.learning.evaluation;

import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.numerics.parallel.Workers;
import java.util.Arrays;

/// Measures everything of a ranker in one pass: each [Metric] at each length of list, for each
/// [Segment]. Full ranking: every item is a candidate, what the user had is masked, ties go by item row.
///
/// All rankers given to one instance are measured on the same users in the same order. Thread-safe.
public final class EvaluationSuite {
    private static final int CHUNK = 64;

    private final JudgedOn judgedOn;
    private final int[] cutoffs;
    private final int threads;
    private final BatchTop top;
    private final int[] users;
    private final int[] popularity;
    private final int usersWithHistory;
    private final ItemLikeness likeness;
    private final TopLists popular;

    /// @param cutoffs lengths of the lists, ascending
    public EvaluationSuite(JudgedOn judgedOn, int[] cutoffs, int threads) {
        if (cutoffs.length == 0 || cutoffs[0] <= 0) {
            throw new IllegalArgumentException("the lengths of lists must be positive: " + Arrays.toString(cutoffs));
        }
        for (int c = 1; c < cutoffs.length; c++) {
            if (cutoffs[c] <= cutoffs[c - 1]) {
                throw new IllegalArgumentException("the lengths of lists must ascend: " + Arrays.toString(cutoffs));
            }
        }
        this.judgedOn = judgedOn;
        this.cutoffs = cutoffs.clone();
        this.threads = threads;
        this.top = new BatchTop(judgedOn.seen(), cutoffs[cutoffs.length - 1], threads);
        this.users = FullRanking.withHeldOut(judgedOn.heldOut());
        this.popularity = judgedOn.history().columnCounts();
        int known = 0;
        for (int user = 0; user < judgedOn.history().rows(); user++) {
            known += judgedOn.history().rowLength(user) > 0 ? 1 : 0;
        }
        this.usersWithHistory = known;
        var content = judgedOn.content();
        this.likeness =
                content == null ? ItemLikeness.OfUsers.of(judgedOn.history()) : new ItemLikeness.OfContent(content);
        this.popular = top.lists(popularity(), users);
    }

    /// The baseline, on the same history.
    public PopularityRanker popularity() {
        return new PopularityRanker(judgedOn.history());
    }

    /// @param name of the model in tables
    /// @throws IllegalArgumentException     if the ranker is of other users or items
    /// @throws TrainingInterruptedException if the calling thread is interrupted
    public ModelEvaluation evaluate(String name, Ranker ranker) {
        var lists = top.lists(ranker, users);
        var values = new UserValues(cutoffs.length, users.length);
        var measures = new Measure[threads];
        try (var workers = new Workers(threads)) {
            workers.run(Math.ceilDiv(users.length, CHUNK), (worker, chunk) -> {
                if (measures[worker] == null) {
                    measures[worker] = new Measure(lists, values);
                }
                for (int slot = chunk * CHUNK; slot < Math.min(users.length, (chunk + 1) * CHUNK); slot++) {
                    measures[worker].measure(slot);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        }
        return new ModelEvaluation(
                name, cutoffs, new ModelEvaluation.Measured(lists, values), judgedOn, likeness.basis());
    }

    /// One worker's; every slot is written by one worker alone.
    private final class Measure {
        private final TopLists lists;
        private final UserValues values;
        private final Hits hits = new Hits(cutoffs[cutoffs.length - 1]);
        private final ItemLikeness.Growing growing = likeness.growing();

        Measure(TopLists lists, UserValues values) {
            this.lists = lists;
            this.values = values;
        }

        void measure(int slot) {
            accuracy(slot);
            popularity(slot);
            // Evenly spread where there are more users than are to be measured.
            if (slot % Math.ceilDiv(users.length, likeness.mostUsers()) == 0) {
                diversity(slot);
            }
        }

        private void accuracy(int slot) {
            int user = users[slot];
            int wanted = judgedOn.heldOut().rowLength(user);
            int wantedCold = wantedCold(user);
            int coldHits = 0;
            int size = lists.size(slot);
            hits.clear();
            int place = 0;
            for (int c = 0; c < cutoffs.length; c++) {
                int k = cutoffs[c];
                int unexpected = 0;
                for (; place < Math.min(k, size); place++) {
                    int item = lists.item(slot, place);
                    boolean hit = judgedOn.heldOut().contains(user, item);
                    hits.place(hit);
                    coldHits += hit && judgedOn.cold().contains(item) ? 1 : 0;
                }
                for (int p = 0; p < Math.min(k, size); p++) {
                    int item = lists.item(slot, p);
                    boolean hit = judgedOn.heldOut().contains(user, item);
                    unexpected += hit && !popular.holds(slot, item, k) ? 1 : 0;
                }
                values.set(Metric.RECALL, c, slot, hits.recall(wanted));
                values.set(Metric.PRECISION, c, slot, hits.precision(k));
                values.set(Metric.NDCG, c, slot, hits.ndcg(wanted, k));
                values.set(Metric.MAP, c, slot, hits.averagePrecision(wanted, k));
                values.set(Metric.MRR, c, slot, hits.reciprocalRank());
                values.set(Metric.SERENDIPITY, c, slot, (double) unexpected / k);
                if (wantedCold > 0) {
                    values.set(Metric.COLD_RECALL, c, slot, (double) coldHits / wantedCold);
                }
            }
        }

        private int wantedCold(int user) {
            int count = 0;
            for (int e = judgedOn.heldOut().rowStart(user);
                    e < judgedOn.heldOut().rowEnd(user);
                    e++) {
                count += judgedOn.cold().contains(judgedOn.heldOut().indices()[e]) ? 1 : 0;
            }
            return count;
        }

        private void popularity(int slot) {
            var history = judgedOn.history();
            int user = users[slot];
            long had = 0;
            for (int e = history.rowStart(user); e < history.rowEnd(user); e++) {
                had += popularity[history.indices()[e]];
            }
            if (history.rowLength(user) > 0) {
                values.setPopularityOfHistory(slot, (double) had / history.rowLength(user));
            }
            int size = lists.size(slot);
            double information = 0;
            long shown = 0;
            int place = 0;
            for (int c = 0; c < cutoffs.length; c++) {
                for (; place < Math.min(cutoffs[c], size); place++) {
                    int count = popularity[lists.item(slot, place)];
                    shown += count;
                    information += Math.log((double) usersWithHistory / Math.max(1, count)) / Math.log(2);
                }
                if (place > 0 && usersWithHistory > 0) {
                    values.set(Metric.NOVELTY, c, slot, information / place);
                    values.set(Metric.POPULARITY_LIFT, c, slot, (double) shown / place);
                }
            }
        }

        private void diversity(int slot) {
            growing.clear();
            int size = lists.size(slot);
            double cosines = 0;
            int place = 0;
            for (int c = 0; c < cutoffs.length; c++) {
                for (; place < Math.min(cutoffs[c], size); place++) {
                    cosines += growing.add(lists.item(slot, place));
                }
                if (place > 1) {
                    values.set(Metric.DIVERSITY, c, slot, 1 - cosines / (place * (place - 1) / 2.0));
                }
            }
        }
    }
}

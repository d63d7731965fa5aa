package io.recloop.learning.evaluation;

import io.recloop.numerics.statistics.PairedBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What was measured, for people as text and for programs as a map. Immutable.
///
/// Intervals hold at 95 %, by resampling users; differences are of the same users.
public final class EvaluationTable {
    private static final int RESAMPLES = 1000;
    private static final double CONFIDENCE = 0.95;
    private static final long SEED = 1;
    private static final List<Metric> OF_SEGMENTS =
            List.of(Metric.RECALL, Metric.NDCG, Metric.MAP, Metric.COVERAGE, Metric.NOVELTY, Metric.POPULARITY_LIFT);

    private final List<ModelEvaluation> evaluations;

    /// @param evaluations the model that is judged, then what it is compared with
    /// @throws IllegalArgumentException where they are not of the same users
    public EvaluationTable(List<ModelEvaluation> evaluations) {
        if (evaluations.isEmpty()) {
            throw new IllegalArgumentException("nothing was evaluated");
        }
        var users = evaluations.getFirst().lists().users();
        for (var evaluation : evaluations) {
            if (!Arrays.equals(users, evaluation.lists().users())) {
                throw new IllegalArgumentException("%s and %s were not evaluated on the same users"
                        .formatted(evaluations.getFirst().name(), evaluation.name()));
            }
        }
        this.evaluations = List.copyOf(evaluations);
    }

    /// Lines that end in a line break.
    public String text() {
        var judged = evaluations.getFirst();
        var text = new StringBuilder();
        text.append(say(
                "%,d users with something held out (%,d without are left out), %,d items, all ranked but what a user had%n",
                judged.usersEvaluated(),
                judged.usersWithoutHeldOut(),
                judged.judgedOn().seen().cols()));
        text.append(metrics());
        text.append(say("%nBy positives known of a user, top %d of %s%n", main(), judged.name()));
        text.append(aligned(segments()));
        text.append(say(
                "%nIntervals at 95 %%, users resampled, differences paired. Diversity: 1 - %s. - is: not defined here.%n",
                judged.diversityBasis()));
        return text.toString();
    }

    /// Strings, numbers, lists and maps only; what is not defined is left out.
    public Map<String, Object> toMap() {
        var judged = evaluations.getFirst();
        var map = new LinkedHashMap<String, Object>();
        map.put("users", judged.usersEvaluated());
        map.put("usersWithoutHeldOut", judged.usersWithoutHeldOut());
        map.put("items", judged.judgedOn().seen().cols());
        map.put("cutoffs", Arrays.stream(judged.cutoffs()).boxed().toList());
        map.put("diversityBasis", judged.diversityBasis());
        map.put("models", evaluations.stream().map(this::model).toList());
        return map;
    }

    private Map<String, Object> model(ModelEvaluation evaluation) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", evaluation.name());
        map.put("metrics", evaluation.toMap());
        map.put("intervals", intervals(evaluation));
        var segments = new LinkedHashMap<String, Object>();
        for (var segment : Segment.values()) {
            if (segment != Segment.ALL && evaluation.usersEvaluated(segment) > 0) {
                var values = new LinkedHashMap<String, Object>();
                values.put("users", evaluation.usersEvaluated(segment));
                values.put("metrics", evaluation.toMap(segment));
                segments.put(segment.code(), values);
            }
        }
        map.put("segments", segments);
        if (evaluation != evaluations.getFirst()) {
            map.put("judgedMinusThis", differences(evaluation));
        }
        return map;
    }

    private Map<String, Object> intervals(ModelEvaluation evaluation) {
        var intervals = new LinkedHashMap<String, Object>();
        eachOfUsers((metric, k) -> {
            var values = defined(evaluation.ofUsers(metric, k));
            if (values.length > 1) {
                var interval = bootstrap(values, new double[values.length]).interval(CONFIDENCE);
                intervals.put(metric.at(k), List.of(interval.lower(), interval.upper()));
            }
        });
        return intervals;
    }

    private Map<String, Object> differences(ModelEvaluation baseline) {
        var differences = new LinkedHashMap<String, Object>();
        eachOfUsers((metric, k) -> {
            var paired = paired(baseline, metric, k);
            if (paired[0].length > 1) {
                var bootstrap = bootstrap(paired[0], paired[1]);
                var interval = bootstrap.interval(CONFIDENCE);
                differences.put(
                        metric.at(k),
                        new LinkedHashMap<>(Map.of(
                                "mean", bootstrap.mean(), "lower", interval.lower(), "upper", interval.upper())));
            }
        });
        return differences;
    }

    /// Each name over its figures: a long one would make a column of its own wide on every line.
    private String metrics() {
        var rows = rowsOfMetrics();
        var widths = widths(rows);
        var names = new ArrayList<>(List.of(""));
        var spans = new int[evaluations.size() + 1];
        spans[0] = widths[0];
        int last = 0;
        for (var evaluation : evaluations) {
            int first = last + 1;
            last += names.size() == 1 ? 2 : 3;
            int span = IntStream.rangeClosed(first, last)
                    .map(column -> widths[column])
                    .reduce(2 * (last - first), Integer::sum);
            widths[last] += Math.max(0, evaluation.name().length() - span);
            spans[names.size()] = Math.max(span, evaluation.name().length());
            names.add(evaluation.name());
        }
        return line(names, spans) + rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private List<List<String>> rowsOfMetrics() {
        var rows = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("", "", ""));
        baselines().forEach(baseline -> head.addAll(List.of("", "difference", "")));
        rows.add(head);
        for (int k : evaluations.getFirst().cutoffs()) {
            for (var metric : Metric.values()) {
                rows.add(row(metric, k));
            }
            rows.add(List.of());
        }
        rows.removeLast();
        return rows;
    }

    private List<String> row(Metric metric, int k) {
        var judged = evaluations.getFirst();
        var row = new ArrayList<>(List.of(metric.at(k), number(judged.value(metric, k))));
        var own = metric.ofUsers() ? defined(judged.ofUsers(metric, k)) : new double[0];
        row.add(own.length > 1 ? interval(bootstrap(own, new double[own.length]), "%.4f") : "");
        for (var baseline : baselines()) {
            double value = baseline.value(metric, k);
            row.add(number(value));
            double difference = judged.value(metric, k) - value;
            row.add(Double.isNaN(difference) ? "-" : say("%+.4f", difference));
            var paired = metric.ofUsers() ? paired(baseline, metric, k) : new double[2][0];
            row.add(paired[0].length > 1 ? interval(bootstrap(paired[0], paired[1]), "%+.4f") : "");
        }
        return row;
    }

    private List<List<String>> segments() {
        var judged = evaluations.getFirst();
        var rows = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("", "positives", "users"));
        OF_SEGMENTS.forEach(metric -> head.add(metric.at(main())));
        baselines().forEach(baseline -> head.add(say("%s of %s", Metric.NDCG.at(main()), baseline.name())));
        rows.add(head);
        for (var segment : Segment.values()) {
            var row = new ArrayList<>(
                    List.of(segment.code(), segment.range(), say("%,d", judged.usersEvaluated(segment))));
            OF_SEGMENTS.forEach(metric -> row.add(number(judged.value(metric, main(), segment))));
            baselines().forEach(baseline -> row.add(number(baseline.value(Metric.NDCG, main(), segment))));
            rows.add(row);
        }
        return rows;
    }

    private List<ModelEvaluation> baselines() {
        return evaluations.subList(1, evaluations.size());
    }

    /// The length for the table of segments: 10 where it was measured.
    private int main() {
        var cutoffs = evaluations.getFirst().cutoffs();
        return Arrays.binarySearch(cutoffs, Contest.K) >= 0 ? Contest.K : cutoffs[0];
    }

    private double[][] paired(ModelEvaluation baseline, Metric metric, int k) {
        var mine = evaluations.getFirst().ofUsers(metric, k);
        var theirs = baseline.ofUsers(metric, k);
        int[] both = IntStream.range(0, mine.length)
                .filter(slot -> !Double.isNaN(mine[slot]) && !Double.isNaN(theirs[slot]))
                .toArray();
        return new double[][] {
            Arrays.stream(both).mapToDouble(slot -> mine[slot]).toArray(),
            Arrays.stream(both).mapToDouble(slot -> theirs[slot]).toArray()
        };
    }

    private void eachOfUsers(OfUsers action) {
        for (int k : evaluations.getFirst().cutoffs()) {
            for (var metric : Metric.values()) {
                if (metric.ofUsers()) {
                    action.accept(metric, k);
                }
            }
        }
    }

    @FunctionalInterface
    private interface OfUsers {
        void accept(Metric metric, int k);
    }

    private static double[] defined(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static PairedBootstrap bootstrap(double[] a, double[] b) {
        return PairedBootstrap.ofDifferences(a, b, RESAMPLES, SEED);
    }

    private static String interval(PairedBootstrap bootstrap, String format) {
        var interval = bootstrap.interval(CONFIDENCE);
        return say("[" + format + ", " + format + "]", interval.lower(), interval.upper());
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : say("%.4f", value);
    }

    private static String aligned(List<List<String>> rows) {
        var widths = widths(rows);
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static int[] widths(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        for (var row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int c = 0; c < row.size(); c++) {
            var gap = " ".repeat(widths[c] - row.get(c).length());
            // Names to the left, numbers to the right.
            line.append(c == 0 ? row.get(c) + gap : "  " + gap + row.get(c));
        }
        return line.toString().stripTrailing() + System.lineSeparator();
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}

package io.recloop.benchmarks.training;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.AlsTrainer;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.Gate;
import io.recloop.learning.evaluation.GateSettings;
import io.recloop.learning.evaluation.PopularityRanker;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.learning.evaluation.RankingEvaluation;
import io.recloop.learning.evaluation.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How often the gate's quality check against the incumbent errs: pairs of two models of one recipe, other seeds; the
/// same pairs with the candidate made 5 % worse; and with the incumbent made worse, so that the candidate is better.
///
/// Each pair has its own draw of the data, or of what is held out of a file. Models are made worse by noise on their
/// item factors until NDCG@10 on another held-out item of the same users has fallen by the share. One JSON line a
/// source and case; `low` and `high` are Wilson's interval at 95 % of `promoted / pairs`.
///
/// Arguments: pairs (200), then any number of sources: `USERSxITEMS` to generate, or the path of a CSV. Without any:
/// 400x240, 1500x480, 6000x480 and 20000x240.
public final class GateHonesty {
    private static final List<String> SOURCES = List.of("400x240", "1500x480", "6000x480", "20000x240");
    private static final int K = 10;

    private GateHonesty() {}

    public static void main(String[] args) throws IOException {
        int pairs = args.length == 0 ? 200 : Integer.parseInt(args[0]);
        for (var source : args.length < 2 ? SOURCES : List.of(args).subList(1, args.length)) {
            measure(source, pairs);
        }
    }

    /// @param candidateLoses share of NDCG that the candidate is made worse by
    /// @param incumbentLoses likewise the incumbent
    private record Case(String name, double candidateLoses, double incumbentLoses) {}

    private static final List<Case> CASES = List.of(
            new Case("same recipe", 0, 0),
            new Case("candidate 5 % worse", 0.05, 0),
            new Case("candidate better, incumbent 5 % worse", 0, 0.05),
            new Case("candidate better, incumbent 10 % worse", 0, 0.10),
            new Case("candidate better, incumbent 20 % worse", 0, 0.20));

    private static void measure(String name, int pairs) throws IOException {
        var size = name.split("x", 2);
        var source = name.matches("\\d+x\\d+")
                ? HeldOutTwice.generated(Integer.parseInt(size[0]), Integer.parseInt(size[1]))
                : HeldOutTwice.of(Path.of(name));
        var verdicts = IntStream.range(0, pairs)
                .parallel()
                .mapToObj(number -> new Pair(source.draw(number), number).verdicts())
                .toList();
        for (int c = 0; c < CASES.size(); c++) {
            var count = new EnumMap<Verdict, Integer>(Verdict.class);
            for (var ofPair : verdicts) {
                count.merge(ofPair.get(c), 1, Integer::sum);
            }
            print(name, CASES.get(c), count, pairs);
        }
    }

    private static void print(String source, Case of, Map<Verdict, Integer> count, int pairs) {
        int promoted = count.getOrDefault(Verdict.PASSED, 0);
        double z = 1.959964;
        double rate = (double) promoted / pairs;
        double middle = (rate + z * z / (2 * pairs)) / (1 + z * z / pairs);
        double half = z / (1 + z * z / pairs) * Math.sqrt(rate * (1 - rate) / pairs + z * z / (4.0 * pairs * pairs));
        var line = new LinkedHashMap<String, Object>();
        line.put("source", Path.of(source).getFileName().toString());
        line.put("case", of.name());
        line.put("pairs", pairs);
        line.put("promoted", promoted);
        line.put("failed", count.getOrDefault(Verdict.FAILED, 0));
        line.put("undecided", count.getOrDefault(Verdict.NOT_ENOUGH_EVIDENCE, 0));
        line.put("rate", rate);
        line.put("low", Math.max(0, middle - half));
        line.put("high", Math.min(1, middle + half));
        line.put("stated", GateSettings.defaults().significance());
        var json = new StringBuilder();
        line.forEach((key, value) -> json.append(json.isEmpty() ? "{" : ", ")
                .append('"')
                .append(key)
                .append("\": ")
                .append(
                        value instanceof Double number
                                ? String.format(Locale.ROOT, "%.4f", number)
                                : value instanceof Integer ? value : "\"" + value + "\""));
        System.out.println(json.append('}'));
    }

    /// Two models of one recipe on the same data.
    private static final class Pair {
        private final HeldOutTwice data;
        private final AlsSettings settings;
        private final FullRanking calibration;
        private final FullRanking judgement;
        private final FactorModel candidate;
        private final FactorModel incumbent;
        private final SplittableRandom noise;

        Pair(HeldOutTwice data, long number) {
            this.data = data;
            this.settings = AlsSettings.defaultsFor(data.had())
                    .with("factors", 16)
                    .with("iterations", 8)
                    .withThreads(1);
            this.calibration = new FullRanking(data.had(), data.toCalibrate(), K, 1);
            this.judgement = new FullRanking(data.had(), data.toJudge(), K, 1);
            this.candidate = train(2 * number + 1);
            this.incumbent = train(2 * number + 2);
            this.noise = new SplittableRandom(number);
        }

        private FactorModel train(long seed) {
            return (FactorModel) new AlsTrainer(settings.with("seed", seed))
                    .train(TrainingData.of(data.had()), TrainingContext.ALONE)
                    .model();
        }

        List<Verdict> verdicts() {
            var gate = new Gate(GateSettings.defaults());
            var popularity = judgement.evaluate(new PopularityRanker(data.had()));
            return CASES.stream()
                    .map(given -> gate.judge(
                            candidate,
                            evaluated(judgement, worse(candidate, given.candidateLoses())),
                            popularity,
                            Optional.of(evaluated(judgement, worse(incumbent, given.incumbentLoses())))))
                    .map(report -> report.results().stream()
                            .filter(result -> result.gate().equals("quality-against-incumbent"))
                            .findFirst()
                            .orElseThrow()
                            .verdict())
                    .toList();
        }

        private RankingEvaluation evaluated(FullRanking ranking, FactorModel model) {
            return ranking.evaluate(Rankers.of(model, settings, data.had(), 1));
        }

        /// By bisection on how loud the noise is.
        private FactorModel worse(FactorModel model, double share) {
            if (share == 0) {
                return model;
            }
            double wanted =
                    (1 - share) * evaluated(calibration, model).metrics().ndcg();
            var direction = new float[model.itemFactors().length];
            double squares = 0;
            for (int i = 0; i < direction.length; i++) {
                direction[i] = (float) noise.nextGaussian();
                double value = model.itemFactors()[i];
                squares += value * value;
            }
            double size = Math.sqrt(squares / direction.length);
            double quiet = 0;
            double loud = 2;
            for (int step = 0; step < 10; step++) {
                double middle = (quiet + loud) / 2;
                double ndcg = evaluated(calibration, with(model, direction, middle * size))
                        .metrics()
                        .ndcg();
                if (ndcg > wanted) {
                    quiet = middle;
                } else {
                    loud = middle;
                }
            }
            return with(model, direction, (quiet + loud) / 2 * size);
        }

        private static FactorModel with(FactorModel model, float[] direction, double loudness) {
            var items = model.itemFactors().clone();
            for (int i = 0; i < items.length; i++) {
                items[i] += (float) loudness * direction[i];
            }
            return new FactorModel(model.users(), model.items(), model.factors(), model.userFactors(), items);
        }
    }
}

package io.recloop.recommender.lists;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.candidates.RecommendedItem.SignalShare;
import io.recloop.recommender.ranking.ScoredItem;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.reranking.Candidate;
import io.recloop.recommender.reranking.ScoreBlend;
import io.recloop.recommender.reranking.SignalKind;
import io.recloop.recommender.reranking.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What may come into one list, with its value among the others of its source: its signals, moved by rules. Made for
/// one request.
final class CandidatePool {
    private final RankingContext asked;
    private final String qualityAttribute;
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final Map<String, Valued> valued = new HashMap<>();

    /// @param ordinary false where it is there only because a rule reaches for it
    private record Found(String item, int row, double score, String source, boolean ordinary) {}

    /// @param place among the candidates of its source
    private record Valued(Candidate candidate, ScoreBlend hybrid, int place) {}

    /// @param lines in the order of their sources
    CandidatePool(RankingContext asked, List<RecommendedItem> lines, String qualityAttribute) {
        this.asked = asked;
        this.qualityAttribute = qualityAttribute;
        for (var line : lines) {
            found.put(line.item(), new Found(line.item(), asked.row(line.item()), line.score(), line.source(), true));
        }
        addWhatRulesReachFor(lines.size());
        var bySource = new LinkedHashMap<String, List<Found>>();
        found.values().forEach(one -> bySource.computeIfAbsent(one.source, source -> new ArrayList<>())
                .add(one));
        bySource.forEach(this::value);
    }

    /// A boost may lift what is not among the best, and a bury let up what is below them.
    private void addWhatRulesReachFor(int count) {
        var known = asked.known();
        var rules = asked.plan().rules();
        if (known == null || count == 0) {
            return;
        }
        if (rules.boosts()) {
            var others = CandidateGenerator.excluded(asked.query(), known.model(), known.userVector());
            rules.addAllButBoostedTo(others);
            add(known, others, count);
        }
        if (rules.buries()) {
            var buried = CandidateGenerator.excluded(asked.query(), known.model(), known.userVector());
            rules.addBuriedTo(buried);
            add(known, buried, count);
        }
    }

    private void add(RankingContext.ModelContext known, ItemSet excluded, int count) {
        var ranking = known.model().ranking();
        boolean popular = known.userVector().origin() == UserVector.Origin.UNKNOWN;
        List<ScoredItem> best =
                popular ? ranking.popular(excluded, count) : ranking.top(known.userVector(), excluded, count);
        for (var scored : best) {
            var item = ranking.item(scored.row());
            found.putIfAbsent(
                    item,
                    new Found(
                            item,
                            scored.row(),
                            scored.score(),
                            popular ? RecommendedItem.POPULAR : RecommendedItem.COLLABORATIVE,
                            false));
        }
    }

    private void value(String source, List<Found> candidates) {
        boolean collaborative = source.equals(RecommendedItem.COLLABORATIVE);
        var weights = collaborative ? asked.plan().weights() : Weights.COLLABORATIVE_ONLY;
        var hybrid = new ScoreBlend(
                weights, (int) candidates.stream().filter(Found::ordinary).count());
        hybrid.put(SignalKind.COLLABORATIVE, each(candidates, Found::score));
        var known = asked.known();
        if (known != null && weights.content() > 0) {
            known.model()
                    .ranking()
                    .contentFit(known.userVector())
                    .ifPresent(
                            fit -> hybrid.put(SignalKind.CONTENT, each(candidates, one -> fit.applyAsDouble(one.row))));
        }
        if (known != null && weights.popularity() > 0) {
            var ranking = known.model().ranking();
            hybrid.put(SignalKind.POPULARITY, each(candidates, one -> Math.log1p(ranking.popularity(one.row))));
        }
        if (weights.quality() > 0) {
            hybrid.put(SignalKind.QUALITY, each(candidates, this::quality));
        }
        for (int place = 0; place < candidates.size(); place++) {
            var one = candidates.get(place);
            valued.put(one.item, new Valued(candidate(one, hybrid.value(place)), hybrid, place));
        }
    }

    private static double[] each(List<Found> candidates, ToDoubleFunction<Found> signal) {
        return candidates.stream().mapToDouble(signal).toArray();
    }

    private double quality(Found one) {
        var item = asked.catalogItem(one.row, one.item);
        var said = item == null ? null : item.attributes().get(qualityAttribute);
        try {
            return said == null ? Double.NaN : Double.parseDouble(said);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private Candidate candidate(Found one, double value) {
        var item = asked.catalogItem(one.row, one.item);
        var effect = asked.plan().rules().effect(one.row, one.item, item);
        return new Candidate(
                one.item,
                one.row,
                one.score,
                one.source,
                Candidate.moved(value, effect.factor()),
                effect.rules(),
                item == null ? Set.of() : item.categories(),
                item == null ? null : item.brand());
    }

    /// In the order of their sources.
    List<Candidate> all() {
        return found.keySet().stream()
                .map(valued::get)
                .filter(Objects::nonNull)
                .map(Valued::candidate)
                .toList();
    }

    /// An item that is to be shown for another reason than its value.
    ///
    /// @param rule whose wish that is; null for nobody's
    Candidate chosen(String item, int row, String source, @Nullable String rule) {
        var known = asked.known();
        var value = valued.get(item);
        if (value != null && rule != null) {
            var candidate = value.candidate;
            var rules = new ArrayList<>(candidate.rules());
            rules.add(rule);
            return new Candidate(
                    item,
                    row,
                    candidate.score(),
                    candidate.source(),
                    candidate.value(),
                    rules,
                    candidate.categories(),
                    candidate.brand());
        }
        double score = known == null || row < 0 ? 0 : known.model().ranking().score(known.userVector(), row);
        var shop = asked.catalogItem(row, item);
        return new Candidate(
                item,
                row,
                score,
                source,
                0,
                rule == null ? List.of() : List.of(rule),
                shop == null ? Set.of() : shop.categories(),
                shop == null ? null : shop.brand());
    }

    /// What its value is made of; empty for an item that is not shown for its value.
    List<SignalShare> signals(Candidate candidate) {
        var value = valued.get(candidate.item());
        if (value == null || !value.candidate.source().equals(candidate.source())) {
            return List.of();
        }
        if (!candidate.source().equals(RecommendedItem.COLLABORATIVE)) {
            double scaled = value.hybrid.scaled(SignalKind.COLLABORATIVE, value.place);
            return List.of(new SignalShare(candidate.source(), scaled, 1, scaled));
        }
        var weights = asked.plan().weights();
        return Arrays.stream(SignalKind.values())
                .filter(kind -> weights.of(kind) > 0)
                .map(kind -> new SignalShare(
                        kind.code(),
                        value.hybrid.scaled(kind, value.place),
                        weights.of(kind),
                        value.hybrid.contribution(kind, value.place)))
                .toList();
    }
}

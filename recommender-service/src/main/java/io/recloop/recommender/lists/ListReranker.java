package io.recloop.recommender.lists;

import io.recloop.contracts.events.RuleAction;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.ranking.ItemVectors;
import io.recloop.recommender.ranking.ScoredItem;
import io.recloop.recommender.reranking.Candidate;
import io.recloop.recommender.reranking.Cap;
import io.recloop.recommender.reranking.Reranker;
import io.recloop.recommender.reranking.Reranker.RerankedList;
import io.recloop.recommender.reranking.Reranker.Similarity;
import io.recloop.recommender.reranking.RerankingConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes a list of a user's candidates by a plan: more candidates than the list has lines, put into another order than
/// the model's. Where caps leave out too many of them, it takes more.
@Singleton
final class ListReranker {
    private final CandidateGenerator making;
    private final NewItemSlots newItemSlots;
    private final RerankingConfig config;

    ListReranker(CandidateGenerator making, NewItemSlots newItemSlots, RerankingConfig config) {
        this.making = making;
        this.newItemSlots = newItemSlots;
        this.config = config;
    }

    RankedList rerank(String requestId, RankingContext asked) {
        var caps = caps(asked);
        boolean capped = !caps.isEmpty() || asked.plan().diversity().maxPerCategory() > 0;
        int limit = asked.query().limit();
        for (int wanted = limit * Math.max(1, config.candidatesPerItem()); ; wanted *= Math.max(2, config.widening())) {
            var listed = listed(asked, wanted);
            var lines = listed.lines();
            var candidates = new CandidatePool(asked, lines, config.qualityAttribute());
            var arranging = new Reranker(limit, asked.plan().diversity(), similarity(asked), caps);
            pin(asked, candidates, arranging);
            newItemSlots.pin(requestId, asked, candidates, arranging);
            var arranged = arranging.arrange(candidates.all());
            boolean allOfThem = lines.size() < wanted || wanted >= config.maxCandidates();
            if (!capped || arranged.list().size() >= limit || allOfThem) {
                return new RankedList(listed.strategy(), written(asked, candidates, arranged), arranged.capped());
            }
        }
    }

    private RankedList listed(RankingContext asked, int count) {
        var query = asked.query().ofCandidates(count);
        var known = asked.known();
        if (known == null) {
            return new RankedList(null, making.withoutModel(query, asked.since()), Map.of());
        }
        var listed = making.withModel(query, known.model(), known.userVector(), asked.since());
        return new RankedList(listed.strategy(), listed.lines(), Map.of());
    }

    private static List<Cap> caps(RankingContext asked) {
        var caps = new ArrayList<Cap>();
        for (var cap : asked.plan().rules().caps()) {
            var by = cap.by() == RuleAction.Group.BRAND ? Cap.Group.BRAND : Cap.Group.CATEGORY;
            caps.add(new Cap(
                    cap.rule(),
                    by,
                    cap.most(),
                    candidate -> cap.isAbout(
                            candidate.row(), candidate.item(), asked.catalogItem(candidate.row(), candidate.item()))));
        }
        return caps;
    }

    private static Similarity similarity(RankingContext asked) {
        var known = asked.known();
        var diversity = asked.plan().diversity();
        if (known == null || !diversity.isByLikeness()) {
            return Similarity.UNKNOWN;
        }
        return known.model()
                .ranking()
                .vectors(diversity.by())
                .map((ItemVectors vectors) -> (Similarity) vectors::cosine)
                .orElse(Similarity.UNKNOWN);
    }

    private static void pin(RankingContext asked, CandidatePool candidates, Reranker arranging) {
        for (var pin : asked.plan().rules().pins()) {
            int position = pin.position();
            for (var item : pin.items()) {
                int row = asked.row(item);
                if (asked.admits(row, item)
                        && arranging.pin(position, candidates.chosen(item, row, RecommendedItem.PINNED, pin.rule()))) {
                    position++;
                }
            }
        }
    }

    private List<RecommendedItem> written(RankingContext asked, CandidatePool candidates, RerankedList arranged) {
        var lines = new ArrayList<RecommendedItem>(arranged.list().size());
        for (var candidate : arranged.list()) {
            lines.add(line(asked, candidate, lines.size() + 1)
                    .with(asked.query().explain() ? candidates.signals(candidate) : null, candidate.rules()));
        }
        return lines;
    }

    private RecommendedItem line(RankingContext asked, Candidate candidate, int position) {
        var known = asked.known();
        if (known == null || candidate.row() < 0) {
            var item = asked.catalogItem(candidate.row(), candidate.item());
            return new RecommendedItem(
                    candidate.item(),
                    CandidateGenerator.nameOf(item),
                    position,
                    candidate.score(),
                    candidate.source(),
                    null,
                    null);
        }
        boolean explained = asked.query().explain() && candidate.source().equals(RecommendedItem.COLLABORATIVE);
        return making.line(
                known.model(),
                new ScoredItem(candidate.row(), candidate.score()),
                position,
                candidate.source(),
                explained ? known.userVector() : null);
    }
}

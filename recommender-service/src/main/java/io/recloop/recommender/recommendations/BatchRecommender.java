package io.recloop.recommender.recommendations;

import io.recloop.kit.http.InternalProblem;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.lists.RerankingStage;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.protection.EffortSelector;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.ScoredItem;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.requests.ParsedQuery;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.topics.EventIds;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers many questions of one tenant from one model, several in each pass over its items. A question
/// that fails has a problem in its place; the others are answered.
@Singleton
final class BatchRecommender {
    /// This number of user vectors fits the cache beside a tile of items, and of sets of excluded items the memory.
    private static final int PASS = 32;

    private final Models models;
    private final RecommendationMaker maker;
    private final AnswerRecorder recorder;
    private final EffortSelector efforts;
    private final RerankingStage arranging;

    BatchRecommender(
            Models models,
            RecommendationMaker maker,
            AnswerRecorder recorder,
            EffortSelector efforts,
            RerankingStage arranging) {
        this.models = models;
        this.maker = maker;
        this.recorder = recorder;
        this.efforts = efforts;
        this.arranging = arranging;
    }

    /// One question on its way to its answer.
    ///
    /// @param place among the answers
    private record Prepared(
            int place,
            String requestId,
            RecommendationQuery query,
            Effort effort,
            List<Interaction> since,
            UserVector userVector,
            ItemSet excluded) {}

    /// @return in the order of the questions
    List<BatchAnswer> answer(List<ParsedQuery> questions) {
        var answers = new BatchAnswer[questions.size()];
        var valid = new ArrayList<Integer>(questions.size());
        for (int place = 0; place < answers.length; place++) {
            switch (questions.get(place)) {
                case ParsedQuery.Invalid(var problem) -> answers[place] = new BatchAnswer.Failed(null, problem);
                case ParsedQuery.Valid valued -> valid.add(place);
            }
        }
        if (!valid.isEmpty()) {
            answerValid(questions, valid, answers);
        }
        return List.of(answers);
    }

    private void answerValid(List<ParsedQuery> questions, List<Integer> valid, BatchAnswer[] answers) {
        var tenant = queryAt(questions, valid.getFirst()).tenant();
        // The one read: all answers are of one generation.
        try (var lease = models.lease(tenant)) {
            var serving = lease.serving();
            for (int from = 0; from < valid.size(); from += PASS) {
                var places = valid.subList(from, Math.min(valid.size(), from + PASS));
                if (serving instanceof ServingState.Ready(var model)) {
                    answerInOnePass(questions, places, model, serving, answers);
                } else {
                    answerFromTopics(questions, places, serving, answers);
                }
            }
        }
    }

    private void answerInOnePass(
            List<ParsedQuery> questions,
            List<Integer> places,
            ServingModel model,
            ServingState serving,
            BatchAnswer[] answers) {
        long begin = System.nanoTime();
        var prepared = new ArrayList<Prepared>(places.size());
        for (int place : places) {
            var query = queryAt(questions, place);
            var requestId = EventIds.next();
            try {
                prepare(place, requestId, query, model, answers).ifPresent(prepared::add);
            } catch (RuntimeException e) {
                answers[place] = failed(requestId, query, serving, begin, e);
            }
        }
        if (prepared.isEmpty()) {
            return;
        }
        List<List<ScoredItem>> best;
        try {
            best = model.ranking()
                    .top(
                            prepared.stream().map(Prepared::userVector).toList(),
                            prepared.stream().map(Prepared::excluded).toList(),
                            queryAt(questions, places.getFirst()).limit());
        } catch (RuntimeException e) {
            prepared.forEach(one -> answers[one.place] = failed(one.requestId, one.query, serving, begin, e));
            return;
        }
        // What one user's answer took of the pass.
        long share = (System.nanoTime() - begin) / places.size();
        for (int i = 0; i < prepared.size(); i++) {
            var one = prepared.get(i);
            long beginOfOne = System.nanoTime();
            try {
                var listed = arranging.fromBest(one.query, model, one.userVector, one.since, one.excluded, best.get(i));
                var answer = maker.made(one.requestId, one.query, model, one.effort, listed);
                recorder.recordAnswer(answer, share + System.nanoTime() - beginOfOne);
                answers[one.place] = answer;
            } catch (RuntimeException e) {
                answers[one.place] = failed(one.requestId, one.query, serving, begin, e);
            }
        }
    }

    /// Nothing where the list is not in the model's own order: it needs candidates of its own, and is made at once.
    private Optional<Prepared> prepare(
            int place, String requestId, RecommendationQuery query, ServingModel model, BatchAnswer[] answers) {
        long begin = System.nanoTime();
        var effort = efforts.choose();
        var since = maker.since(query, model.offsets());
        var asked = RecommendationMaker.asked(query, since, effort);
        var known = RecommendationMaker.known(since, effort);
        var userVector = RecommendationMaker.userVector(query, model, since, effort);
        var plan = arranging.plan(asked, model, userVector);
        if (plan.isPlain() && !query.explain()) {
            var ruled = asked.under(plan.rules());
            return Optional.of(new Prepared(
                    place,
                    requestId,
                    ruled,
                    effort,
                    known,
                    userVector,
                    CandidateGenerator.excluded(ruled, model, userVector)));
        }
        var listed = arranging.withModel(requestId, asked, model, userVector, known, plan);
        var answer = maker.made(requestId, query, model, effort, listed);
        recorder.recordAnswer(answer, System.nanoTime() - begin);
        answers[place] = answer;
        return Optional.empty();
    }

    private void answerFromTopics(
            List<ParsedQuery> questions, List<Integer> places, ServingState serving, BatchAnswer[] answers) {
        for (int place : places) {
            var query = queryAt(questions, place);
            var requestId = EventIds.next();
            long begin = System.nanoTime();
            try {
                var answer = maker.fromTopics(requestId, query, serving);
                recorder.recordAnswer(answer, System.nanoTime() - begin);
                answers[place] = answer;
            } catch (RuntimeException e) {
                answers[place] = failed(requestId, query, serving, begin, e);
            }
        }
    }

    private BatchAnswer failed(
            String requestId, RecommendationQuery query, ServingState serving, long begin, RuntimeException e) {
        recorder.recordFailure(requestId, query, serving, System.nanoTime() - begin);
        return new BatchAnswer.Failed(query.user(), InternalProblem.of(e, "requestId=" + requestId));
    }

    private static RecommendationQuery queryAt(List<ParsedQuery> questions, int place) {
        return ((ParsedQuery.Valid) questions.get(place)).query();
    }
}

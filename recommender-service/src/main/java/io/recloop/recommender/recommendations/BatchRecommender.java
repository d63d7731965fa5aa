package io.recloop.recommender.recommendations;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.candidates.ListMaking;
import io.recloop.recommender.lists.ListArranging;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.Serving;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.problems.Incident;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.ranking.Scored;
import io.recloop.recommender.ranking.Taste;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.requests.Query;
import io.recloop.recommender.requests.Question;
import io.recloop.recommender.topics.EventIds;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers many questions of one tenant from one model, several in each pass over its items. Whoever cannot be answered
/// is told so in his place; the others are answered.
@Singleton
final class BatchRecommender {
    /// So many tastes fit the cache beside a tile of items, and so many sets of excluded items fit the memory.
    private static final int PASS = 32;

    private final Models models;
    private final Recommender recommender;
    private final ListMaking lists;
    private final ListArranging arranging;

    BatchRecommender(Models models, Recommender recommender, ListMaking lists, ListArranging arranging) {
        this.models = models;
        this.recommender = recommender;
        this.lists = lists;
        this.arranging = arranging;
    }

    /// One question on its way to its answer.
    ///
    /// @param place among the answers
    private record Prepared(
            int place,
            String requestId,
            Query query,
            Effort effort,
            List<Touch> since,
            Taste taste,
            ItemSet excluded) {}

    /// @return in the order of the questions
    List<BatchAnswer> answer(List<Question> questions) {
        var answers = new BatchAnswer[questions.size()];
        var valid = new ArrayList<Integer>(questions.size());
        for (int place = 0; place < answers.length; place++) {
            switch (questions.get(place)) {
                case Question.Invalid(var problem) -> answers[place] = new BatchAnswer.Failed(null, problem);
                case Question.Valid valued -> valid.add(place);
            }
        }
        if (!valid.isEmpty()) {
            answerValid(questions, valid, answers);
        }
        return List.of(answers);
    }

    private void answerValid(List<Question> questions, List<Integer> valid, BatchAnswer[] answers) {
        var tenant = queryAt(questions, valid.getFirst()).tenant();
        // The one read: all answers are of one generation.
        try (var lease = models.lease(tenant)) {
            var serving = lease.serving();
            for (int from = 0; from < valid.size(); from += PASS) {
                var places = valid.subList(from, Math.min(valid.size(), from + PASS));
                if (serving instanceof Serving.Ready(var model)) {
                    answerInOnePass(questions, places, model, serving, answers);
                } else {
                    answerFromTopics(questions, places, serving, answers);
                }
            }
        }
    }

    private void answerInOnePass(
            List<Question> questions,
            List<Integer> places,
            ServingModel model,
            Serving serving,
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
        List<List<Scored>> best;
        try {
            best = model.ranking()
                    .top(
                            prepared.stream().map(Prepared::taste).toList(),
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
                var listed = lists.fromBest(one.query, model, one.taste, one.since, one.excluded, best.get(i));
                var answer = recommender.made(one.requestId, one.query, model, one.effort, listed);
                recommender.recordAnswer(answer, share + System.nanoTime() - beginOfOne);
                answers[one.place] = answer;
            } catch (RuntimeException e) {
                answers[one.place] = failed(one.requestId, one.query, serving, begin, e);
            }
        }
    }

    /// Nothing where the list is not in the model's own order: it needs candidates of its own, and is made at once.
    private Optional<Prepared> prepare(
            int place, String requestId, Query query, ServingModel model, BatchAnswer[] answers) {
        long begin = System.nanoTime();
        var effort = recommender.effort();
        var since = recommender.since(query, model.offsets());
        var asked = Recommender.asked(query, since, effort);
        var known = Recommender.known(since, effort);
        var taste = Recommender.taste(query, model, since, effort);
        var plan = arranging.plan(asked, model, taste);
        if (plan.isPlain() && !query.explain()) {
            var ruled = asked.under(plan.rules());
            return Optional.of(new Prepared(
                    place, requestId, ruled, effort, known, taste, ListMaking.excluded(ruled, model, taste)));
        }
        var listed = arranging.withModel(requestId, asked, model, taste, known, plan);
        var answer = recommender.made(requestId, query, model, effort, listed);
        recommender.recordAnswer(answer, System.nanoTime() - begin);
        answers[place] = answer;
        return Optional.empty();
    }

    private void answerFromTopics(
            List<Question> questions, List<Integer> places, Serving serving, BatchAnswer[] answers) {
        for (int place : places) {
            var query = queryAt(questions, place);
            var requestId = EventIds.next();
            long begin = System.nanoTime();
            try {
                var answer = recommender.fromTopics(requestId, query, serving);
                recommender.recordAnswer(answer, System.nanoTime() - begin);
                answers[place] = answer;
            } catch (RuntimeException e) {
                answers[place] = failed(requestId, query, serving, begin, e);
            }
        }
    }

    private BatchAnswer failed(String requestId, Query query, Serving serving, long begin, RuntimeException e) {
        recommender.recordFailure(requestId, query, serving, System.nanoTime() - begin);
        return new BatchAnswer.Failed(query.user(), Incident.of(e, "requestId=" + requestId));
    }

    private static Query queryAt(List<Question> questions, int place) {
        return ((Question.Valid) questions.get(place)).query();
    }
}

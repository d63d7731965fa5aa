package io.recloop.recommender.users;

import io.recloop.kit.http.Caller;
import io.recloop.recommender.history.History;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.problems.Problems;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.requests.Page;
import jakarta.inject.Singleton;
import java.util.ArrayList;

/// The neighbours of a user, by what the user did until now.
@Singleton
final class SimilarUserFinder {
    private final Models models;
    private final History history;
    private final Caller caller;

    SimilarUserFinder(Models models, History history, Caller caller) {
        this.models = models;
        this.history = history;
        this.caller = caller;
    }

    UserResource.Users similar(String user, Page page) {
        try (var lease = models.lease(caller.tenant())) {
            return switch (lease.serving()) {
                case ServingState.NoModelYet() ->
                    throw Problems.noModelYet("Which users are alike is known once a model serves");
                case ServingState.Evicted evicted ->
                    throw Problems.noModelYet("The model is being loaded again; ask once more in a moment");
                case ServingState.Ready(var model) -> similar(user, page, model);
            };
        }
    }

    private UserResource.Users similar(String user, Page page, ServingModel model) {
        var userVector = model.ranking().userVector(user, history.since(caller.tenant(), user, model.offsets()));
        if (userVector.origin() == UserVector.Origin.UNKNOWN) {
            throw Problems.unknownUser("Nothing that this user likes is known");
        }
        var neighbours = new ArrayList<UserResource.Neighbour>();
        for (var scored : model.ranking().similarUsers(user, userVector, page.reach())) {
            neighbours.add(new UserResource.Neighbour(
                    model.ranking().user(scored.row()), neighbours.size() + 1, scored.score()));
        }
        return new UserResource.Users(
                user, model.modelId(), model.generation(), page.cut(neighbours), page.next(neighbours));
    }
}

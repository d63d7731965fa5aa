package io.recloop.recommender.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.recloop.contracts.events.Action;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.access.Identifier;
import io.recloop.recommender.access.RequestJson;
import io.recloop.recommender.history.Signals;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.WeightedItem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From what a caller wrote to a [RecommendationQuery], or to the reason why it is none.
@Singleton
public final class QueryReader {
    static final int MAX_USERS = 1_000;
    private static final double MAX_WEIGHT = 100;
    private static final double MIN_RATING = 0.5;
    private static final double MAX_RATING = 5;

    private final Signals signals;
    private final Caller caller;

    QueryReader(Signals signals, Caller caller) {
        this.signals = signals;
        this.caller = caller;
    }

    /// The parameters of a list that is about no user.
    public RecommendationQuery ofParameters(ListParameters given) {
        return of(null, given, true, false);
    }

    public RecommendationQuery ofParameters(String user, UserListParameters given) {
        return of(
                Identifier.check("user", user),
                given,
                FieldChecks.flag("excludeSeen", given.excludeSeen, true),
                FieldChecks.flag("explain", given.explain, false));
    }

    private RecommendationQuery of(@Nullable String user, ListParameters given, boolean excludeSeen, boolean explain) {
        return new RecommendationQuery(
                caller.tenant(),
                user,
                List.of(),
                List.of(),
                FieldChecks.page(
                        FieldChecks.whole("offset", given.offset, 0),
                        FieldChecks.whole("limit", given.limit, FieldChecks.DEFAULT_LIMIT)),
                FilterReader.ofParameters(given),
                FieldChecks.ids("item", given.only, FieldChecks.MAX_LIST),
                FieldChecks.ids("exclude", given.exclude, FieldChecks.MAX_LIST),
                excludeSeen,
                explain);
    }

    /// What a body asks for: one list, or one for each of many users.
    ///
    /// @param many whether the caller named `users`, be it only one
    public record Asked(List<ParsedQuery> questions, boolean many) {}

    public Asked ofBody(byte[] body) {
        var asked = parse(body);
        var interactions = new ArrayList<Interaction>();
        // A look says that the item was seen, a place in the basket that it is wanted.
        addInteractions("session", asked.session(), Action.VIEW, interactions);
        addInteractions("basket", asked.basket(), Action.ADD_TO_CART, interactions);
        var common = new RecommendationQuery(
                        caller.tenant(),
                        asked.user() == null ? null : Identifier.check("user", asked.user()),
                        interactions,
                        profile(asked.profile()),
                        FieldChecks.page(
                                asked.offset() == null ? 0 : asked.offset(),
                                asked.limit() == null ? FieldChecks.DEFAULT_LIMIT : asked.limit()),
                        FilterReader.ofBody(asked),
                        FieldChecks.ids("items", asked.items(), FieldChecks.MAX_LIST),
                        FieldChecks.ids("exclude", asked.exclude(), FieldChecks.MAX_LIST),
                        asked.excludeSeen() == null || asked.excludeSeen(),
                        asked.explain() != null && asked.explain())
                .in(RerankingPreferencesReader.of(asked.weights(), asked.diversity()));
        if (asked.profile() != null && (asked.user() != null || asked.users() != null || !interactions.isEmpty())) {
            throw ProblemException.invalid("profile cannot be given together with user, users, session or basket");
        }
        if (asked.users() == null) {
            return new Asked(List.of(new ParsedQuery.Valid(common)), false);
        }
        if (asked.user() != null || !interactions.isEmpty()) {
            throw ProblemException.invalid("users cannot be given together with user, session or basket");
        }
        return new Asked(ofEach(asked.users(), common), true);
    }

    private static List<ParsedQuery> ofEach(List<@Nullable String> users, RecommendationQuery common) {
        if (users.isEmpty()) {
            throw ProblemException.invalid("users is empty");
        }
        var questions = new ArrayList<ParsedQuery>(users.size());
        for (var user : FieldChecks.bounded("users", users, MAX_USERS)) {
            var id = FieldChecks.present("users", user);
            try {
                questions.add(new ParsedQuery.Valid(common.of(Identifier.check("user", id))));
            } catch (ProblemException e) {
                questions.add(new ParsedQuery.Invalid(e.problem()));
            }
        }
        return questions;
    }

    private void addInteractions(
            String name,
            @Nullable List<RecommendationRequest.@Nullable SessionItem> given,
            Action absent,
            List<Interaction> interactions) {
        if (given == null) {
            return;
        }
        for (var held : FieldChecks.bounded(name, given, FieldChecks.MAX_LIST)) {
            var entry = FieldChecks.present(name, held);
            var item = item(name, entry.item());
            var rating = entry.rating();
            if (rating != null && !(rating >= MIN_RATING && rating <= MAX_RATING)) {
                throw ProblemException.invalid(
                        "rating of an entry of %s must be from %s to %s".formatted(name, MIN_RATING, MAX_RATING));
            }
            interactions.add(new Interaction(item, signals.of(action(entry.action(), absent), rating)));
        }
    }

    private static Action action(@Nullable String code, Action absent) {
        try {
            return code == null ? absent : Action.of(code);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static List<WeightedItem> profile(@Nullable List<RecommendationRequest.@Nullable ProfileItem> given) {
        if (given == null) {
            return List.of();
        }
        var profile = new ArrayList<WeightedItem>(given.size());
        for (var entryOrNull : FieldChecks.bounded("profile", given, FieldChecks.MAX_LIST)) {
            var entry = FieldChecks.present("profile", entryOrNull);
            var weight = entry.weight() == null ? Double.valueOf(1) : entry.weight();
            if (!(weight >= 0 && weight <= MAX_WEIGHT)) {
                throw ProblemException.invalid("weight of an entry of profile must be from 0 to 100");
            }
            profile.add(new WeightedItem(item("profile", entry.item()), weight.floatValue()));
        }
        return profile;
    }

    private static String item(String name, @Nullable String item) {
        if (item == null) {
            throw ProblemException.invalid("an entry of " + name + " has no item");
        }
        return Identifier.check("item of an entry of " + name, item);
    }

    private static RecommendationRequest parse(byte[] body) {
        try {
            return RequestJson.read(body, RecommendationRequest.class);
        } catch (JsonMappingException e) {
            var path = RequestJson.path(e);
            throw ProblemException.invalid(
                    path.isEmpty() ? "The body must be a JSON object" : path + " has the wrong form");
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The body is not JSON, or larger or deeper than any question is");
        } catch (IOException e) {
            throw ProblemException.invalid("The body cannot be read");
        }
    }
}

package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recloop.alert.labels.GoQuote;
import io.recloop.alert.silences.InvalidSilenceException;
import io.recloop.alert.silences.Silence;
import io.recloop.alert.silences.SilenceState;
import io.recloop.alert.silences.Silences;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// `/silences` and `/silence/{id}`.
@Singleton
class SilencesEndpoint {
    private static final String NOT_FOUND = "silence not found";
    private static final Pattern UUID_FORM =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

    private final Silences silences;
    private final Clock clock;

    SilencesEndpoint(Silences silences, Clock clock) {
        this.silences = silences;
        this.clock = clock;
    }

    /// Active ones first, those that end first before the others; then those to come; then those that are over, the
    /// last one first. A filter finds silences that have a matcher written just so.
    ApiAnswer list(ApiRequest request) {
        var filter = AlertQuery.matchers(request);
        var now = clock.instant();
        var array = JsonNodeFactory.instance.arrayNode();
        silences.all(request.tenant()).stream()
                .filter(silence -> silence.matchers().containsAll(filter))
                .sorted(Comparator.<Silence, SilenceState>comparing(silence -> silence.state(now))
                        .thenComparing(silence -> place(silence, silence.state(now))))
                .forEach(silence -> array.add(SilenceJson.write(silence, now)));
        return ApiAnswer.of(array);
    }

    private static long place(Silence silence, SilenceState state) {
        return switch (state) {
            case ACTIVE -> silence.span().endsAt().toEpochMilli();
            case PENDING -> silence.span().startsAt().toEpochMilli();
            case EXPIRED -> -silence.span().endsAt().toEpochMilli();
        };
    }

    ApiAnswer post(ApiRequest request) {
        var wanted = SilenceJson.read(request.body());
        var id = wanted.id().map(SilencesEndpoint::known);
        if (id.isPresent() && id.get().isEmpty()) {
            return ApiAnswer.refused(404, NOT_FOUND);
        }
        try {
            return silences.set(request.tenant(), id.flatMap(known -> known), wanted.draft())
                    .map(made -> ApiAnswer.of(JsonNodeFactory.instance
                            .objectNode()
                            .put("silenceID", made.id().toString())))
                    .orElseGet(() -> ApiAnswer.refused(404, NOT_FOUND));
        } catch (InvalidSilenceException e) {
            throw ApiException.refused(String.valueOf(e.getMessage()));
        }
    }

    ApiAnswer show(ApiRequest request) {
        var now = clock.instant();
        return known(idOf(request))
                .flatMap(id -> silences.byId(request.tenant(), id))
                .map(silence -> ApiAnswer.of(SilenceJson.write(silence, now)))
                .orElseGet(() -> ApiAnswer.empty(404));
    }

    /// Ends it; what has ended stays as it is. Alertmanager answers 500 for one that is not known; we do not call
    /// the caller's mistake our own.
    ApiAnswer expire(ApiRequest request) {
        return known(idOf(request))
                .flatMap(id -> silences.expire(request.tenant(), id))
                .map(silence -> ApiAnswer.empty(200))
                .orElseGet(() -> ApiAnswer.refused(404, NOT_FOUND));
    }

    private static String idOf(ApiRequest request) {
        var path = request.path();
        var id = path.substring("/silence/".length(), path.endsWith("/") ? path.length() - 1 : path.length());
        if (!UUID_FORM.matcher(id).matches()) {
            throw ApiException.invalid(601, "silenceID in path must be of type uuid: " + GoQuote.of(id));
        }
        return id;
    }

    /// Ids are compared as texts: one in capitals names none.
    private static Optional<UUID> known(String id) {
        try {
            return Optional.of(UUID.fromString(id))
                    .filter(read -> read.toString().equals(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

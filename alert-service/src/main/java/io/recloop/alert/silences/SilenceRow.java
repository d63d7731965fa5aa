package io.recloop.alert.silences;

import io.recloop.alert.labels.Matcher;
import io.recloop.alert.labels.Matcher.Operator;
import io.recloop.alert.silences.Silence.Author;
import io.recloop.alert.silences.Silence.Span;
import io.recloop.contracts.StorableText;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A silence as the table holds it.
@Entity
@Table(schema = "alert", name = "silence")
@NamedNativeQuery(
        name = SilenceRow.LOCK,
        resultClass = SilenceRow.class,
        query = "select * from alert.silence where tenant = :tenant and id = :id for update")
class SilenceRow {
    static final String LOCK = "SilenceRow.lock";

    /// A matcher as JSON.
    record Condition(String name, String operator, String value) {
        static Condition of(Matcher matcher) {
            return new Condition(matcher.name(), matcher.operator().sign(), StorableText.of(matcher.value()));
        }

        Matcher matcher() {
            return Matcher.of(name, Operator.of(operator), value);
        }
    }

    @Id
    UUID id;

    String tenant;

    @JdbcTypeCode(SqlTypes.JSON)
    List<Condition> matchers;

    Instant startsAt;
    Instant endsAt;
    Instant updatedAt;
    String createdBy;
    String comment;

    @SuppressWarnings("NullAway.Init")
    protected SilenceRow() {}

    SilenceRow(String tenant, Silence silence) {
        this.id = silence.id();
        this.tenant = tenant;
        take(silence);
    }

    final void take(Silence silence) {
        matchers = silence.matchers().stream().map(Condition::of).toList();
        startsAt = stored(silence.span().startsAt());
        endsAt = stored(silence.span().endsAt());
        updatedAt = stored(silence.updatedAt());
        createdBy = StorableText.of(silence.author().createdBy());
        comment = StorableText.of(silence.author().comment());
    }

    /// What has not begun never will.
    void expire(Instant now) {
        if (startsAt.isAfter(now)) {
            startsAt = stored(now);
        }
        endsAt = stored(now);
        updatedAt = stored(now);
    }

    Silence silence() {
        return new Silence(
                id,
                matchers.stream().map(Condition::matcher).toList(),
                new Span(startsAt, endsAt),
                updatedAt,
                new Author(createdBy, comment));
    }

    /// As precise as the database.
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}

package io.recloop.scheduler.slots;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The statements about what is kept of a job.
final class JobRows {
    private JobRows() {}

    record Row(String name, Instant materialisedUntil, JobState state) {}

    /// Held to the end of the transaction: whoever moves a job on, or ends one of its slots, holds it first.
    ///
    /// @param now where the job's time begins when it has never been seen: no slot from before is owed
    static Row lock(Handle handle, String job, Instant now) {
        handle.createUpdate("""
                        insert into scheduler.job (name, materialised_until) values (:job, :now) on conflict do nothing""").bind("job", job).bind("now", now).execute();
        return handle.createQuery("select * from scheduler.job where name = :job for update")
                .bind("job", job)
                .map((row, context) -> row(row))
                .one();
    }

    static Optional<Row> read(Handle handle, String job) {
        return handle.createQuery("select * from scheduler.job where name = :job")
                .bind("job", job)
                .map((row, context) -> row(row))
                .findOne();
    }

    static void materialised(Handle handle, String job, Instant until) {
        handle.createUpdate("update scheduler.job set materialised_until = :until where name = :job")
                .bind("until", until)
                .bind("job", job)
                .execute();
    }

    static long nextToken(Handle handle, String job) {
        return handle.createQuery("""
                        update scheduler.job set fencing_token = fencing_token + 1 where name = :job
                        returning fencing_token""").bind("job", job).mapTo(Long.class).one();
    }

    static void pause(Handle handle, String job, @Nullable Instant at, @Nullable String by) {
        handle.createUpdate("update scheduler.job set paused_at = :at, paused_by = :by where name = :job")
                .bind("at", at)
                .bind("by", by)
                .bind("job", job)
                .execute();
    }

    static void failing(Handle handle, String job, @Nullable Instant since) {
        handle.createUpdate("update scheduler.job set failing_since = :since where name = :job")
                .bind("since", since)
                .bind("job", job)
                .execute();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("name"),
                row.getObject("materialised_until", OffsetDateTime.class).toInstant(),
                new JobState(time(row, "paused_at"), row.getString("paused_by"), time(row, "failing_since")));
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}

package io.recloop.benchmarks.training;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/// The segments that a lake of this number of interactions would hold, with the same content whenever they are written.
///
/// Few users are active and few items popular, by power laws that have the same shape at any size; each user has one of
/// the tastes, items of which make 7 of 10 choices. One record in a hundred was sent twice, one in two hundred has a
/// comment.
///
/// @param users a fiftieth of the interactions gives each the same number at any size
record SimulatedLake(long interactions, long users, long items) {
    private static final long SEGMENT = 1_000_000;
    private static final int ITEMS_OF_A_TASTE = 400;
    private static final long SECONDS_OF_A_YEAR = 31_536_000;

    private static final String DRAW = """
            create macro draw(i, purpose) as
            (hash(i * 16 + purpose) >> 11)::double / 9007199254740992.0
            """;

    /// A user's number is spread over the ids: who is active does not follow the order of the rows.
    private static final String RECORDS = """
            copy (
                with drawn as (
                    select i as "offset", case when draw(i, 0) < 0.01 then greatest(0, i - 1) else i end as i
                    from range(%1$d, %2$d) r(i)),
                chosen as (
                    select "offset", i, draw(i, 1) as action_draw, (draw(i, 2) * 9)::integer / 2.0 + 0.5 as stars,
                        floor(%3$d * pow(draw(i, 3), 1.5))::bigint * 15485863 %% %3$d as user_number,
                        draw(i, 4) < 0.7 as by_taste, pow(draw(i, 5), 2) as popularity
                    from drawn)
                select 'default' as tenant, md5(i::varchar)::uuid::varchar as event_id,
                    timestamp '2025-01-01' + to_microseconds((i * %6$d + draw(i, 6) * 3600000000)::bigint) as occurred_at,
                    'user-' || user_number as user_id,
                    'item-' || case when by_taste
                        then floor(%4$d // %5$d * popularity)::bigint * %5$d + (hash(user_number) %% %5$d)::bigint
                        else floor(%4$d * popularity)::bigint end as item_id,
                    case when action_draw < 0.15 then 'view' when action_draw < 0.75 then 'click'
                        when action_draw < 0.87 then 'add_to_cart' when action_draw < 0.92 then 'purchase'
                        else 'rating' end as action,
                    case when action_draw >= 0.92 then stars end as rating,
                    null::varchar as request_id,
                    case when action_draw >= 0.995
                        then (['good value', 'not good at all', 'arrived late, poor packaging', 'rất tốt'])[1 + i %% 4]
                            || ' ' || i end as comment,
                    0 as "partition", "offset"
                from chosen
                order by "offset"
            ) to '%7$s' (format parquet, compression zstd)
            """;

    void write(Path root) throws IOException, SQLException {
        var topic = root.resolve(Topic.INTERACTIONS.topicName());
        var epoch = topic.resolve("epoch-0001");
        var partition = Files.createDirectories(epoch.resolve("0"));
        var connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        if (connection == null) {
            throw new SQLException("DuckDB refused to open a database in memory");
        }
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute(DRAW);
            for (long from = 0; from < interactions; from += SEGMENT) {
                writeSegment(statement, from, Math.min(interactions, from + SEGMENT), partition);
            }
        }
        Files.writeString(
                epoch.resolve("epoch.json"),
                EventCodec.JSON.writeValueAsString(Map.of(
                        "name",
                        "epoch-0001",
                        "clusterId",
                        "simulated",
                        "topicId",
                        "simulated",
                        "since",
                        "2025-01-01T00:00:00Z")));
        Files.writeString(topic.resolve("current"), "epoch-0001");
    }

    private void writeSegment(Statement statement, long from, long to, Path partition) throws SQLException {
        var file = partition.resolve("%020d-%020d.parquet".formatted(from, to - 1));
        long tastes = Math.max(1, items / ITEMS_OF_A_TASTE);
        long step = SECONDS_OF_A_YEAR * 1_000_000 / interactions;
        statement.execute(RECORDS.formatted(from, to, users, items, tastes, step, file));
    }
}

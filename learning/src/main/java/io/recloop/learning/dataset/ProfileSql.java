package io.recloop.learning.dataset;

import io.recloop.contracts.bundle.Profile;
import io.recloop.contracts.bundle.RatingLevel;
import io.recloop.learning.duckdb.DuckDb;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Computes the profile from tables `event`, `user_row`, `item_row` and view `opinion`.
final class ProfileSql {
    /// The fields that few shops send, in the order of their bits in `carries`.
    private static final List<String> CARRIED = List.of("price", "quantity", "orderId", "position", "context");

    private static final String SPAN = """
            select epoch_us(min(occurred)), epoch_us(max(occurred)), count(*),
                (select count(*) from user_row), (select count(*) from item_row where exposed) from event
            """;
    private static final String RATINGS =
            "select floor(rating * 100 + 0.5), count(*) from event where isfinite(rating * 100) group by 1";
    private static final String ACTIONS = "select action, count(*) from event group by 1";
    private static final String ITEMS =
            "select item_id, n from item_row join (select item_row, count(*) filter (says = 1) as n from opinion group by 1) using (item_row)";

    /// A row for each field that occurs.
    private static final String SHARES =
            "select %d, count(*) filter ((carries & %d) <> 0) / count(*) from event having count(*) filter ((carries & %d) <> 0) > 0";

    /// The newest bucket is left out unless it is the only one: it is not over yet. Empty buckets count as 0.
    private static final String VOLUME = """
            with counted as (
                select epoch_us(occurred) // (:seconds * 1000000) as bucket, count(*) as n from event group by 1),
            span as (
                select greatest(min(bucket), max(bucket) - :buckets) as first,
                    case when max(bucket) = min(bucket) then max(bucket) else max(bucket) - 1 end as last from counted)
            select last - first + 1, coalesce(sum(n), 0)::double, coalesce(sum(n * n), 0)::double
            from span left join counted on bucket between first and last group by first, last
            """;

    private final DuckDb duckdb;

    ProfileSql(DuckDb duckdb) {
        this.duckdb = duckdb;
    }

    Profile read(DatasetSettings.ProfileVolume settings) throws SQLException {
        var volume = volume(Math.toIntExact(settings.bucket().toSeconds()), settings.buckets());
        var ratings = ratings();
        var actions = duckdb.counts(ACTIONS);
        var items = duckdb.counts(ITEMS);
        var shares = shares();
        return duckdb.one(
                SPAN,
                row -> new Profile(
                        instant(row.getLong(1)),
                        instant(row.getLong(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        ratings,
                        actions,
                        items,
                        volume,
                        shares));
    }

    private Map<String, Long> ratings() throws SQLException {
        var ratings = new TreeMap<String, Long>();
        duckdb.each(RATINGS, row -> ratings.put(RatingLevel.ofHundredths(row.getDouble(1)), row.getLong(2)));
        return ratings;
    }

    private Map<String, Double> shares() throws SQLException {
        var shares = new TreeMap<String, Double>();
        for (int bit = 0; bit < CARRIED.size(); bit++) {
            var field = CARRIED.get(bit);
            duckdb.each(SHARES.formatted(bit, 1 << bit, 1 << bit), row -> shares.put(field, row.getDouble(2)));
        }
        return shares;
    }

    private Profile.Volume volume(int seconds, int buckets) throws SQLException {
        var sql = VOLUME.replace(":seconds", Integer.toString(seconds)).replace(":buckets", Integer.toString(buckets));
        return duckdb.one(sql, row -> {
            long n = row.getLong(1);
            double sum = row.getDouble(2);
            double squares = row.getDouble(3);
            double mean = sum / n;
            double variance = n < 2 ? 0 : Math.max(0, (squares - sum * mean) / (n - 1));
            return new Profile.Volume(seconds, n, mean, variance);
        });
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
    }
}

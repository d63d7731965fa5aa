package io.recloop.learning.dataset;

import io.recloop.contracts.bundle.Profile;
import io.recloop.learning.dataset.DatasetStatistics.Quantiles;
import io.recloop.learning.duckdb.DuckDb;
import io.recloop.learning.duckdb.SqlTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From tables `event`, `user_row`, `item_row` and `refused` to the files of a dataset and the dataset in memory. Used
/// once, by one thread.
public final class DatasetPipeline {
    private final DuckDb duckdb;
    private final DatasetSettings settings;
    private final Steps steps;
    private final SqlTemplate template = new SqlTemplate();

    /// What the tables do not tell.
    ///
    /// @param incumbentThrough the newest interaction that the serving model has seen; null: there is no such model
    /// @param minimumUsers     that many users make a test split worth judging on
    /// @param offsets          for the manifest
    /// @param texts            what the catalogue says, by item id
    /// @param formerUsers      `users.parquet` of the dataset before this one
    public record Facts(
            String tenant,
            @Nullable Instant incumbentThrough,
            int minimumUsers,
            Map<String, Map<Integer, Long>> offsets,
            Map<String, ItemText> texts,
            @Nullable Path formerUsers) {}

    public DatasetPipeline(DuckDb duckdb, DatasetSettings settings, Steps steps) {
        this.duckdb = duckdb;
        this.settings = settings;
        this.steps = steps;
        var feedback = settings.feedback();
        template.with("positive_rating", feedback.positiveRating())
                .with("negative_rating", feedback.negativeRating())
                .with("disliked_rating", feedback.dislikedRating())
                .with("positive_actions", DuckDb.list(feedback.positiveActions()))
                .with("action_weight", actionWeight(feedback.actionWeights()))
                .with("rating_slope", feedback.ratingSlope())
                .with("trainable_from", settings.trainableUsers().interactions())
                .with("trainable_positives", settings.trainableUsers().positives())
                .with("share", settings.testSplit().fraction());
    }

    /// @param folder an existing folder, which receives the files
    public Dataset run(Facts facts, Path folder) throws SQLException, IOException, TooLittleDataException {
        var files = new DatasetFiles(folder);
        create("weigh", DatasetSql.OPINION, null);
        create("pairs", DatasetSql.PAIR, "pair");
        create("users", DatasetSql.USER_STATE, "user_state");
        if (duckdb.count("pair where likes") == 0) {
            throw new TooLittleDataException(
                    "no interaction of tenant %s says that somebody liked something".formatted(facts.tenant()));
        }
        var slice = new Slice[1];
        steps.run("split", () -> {
            slice[0] = isByTime() ? splitByTime(facts) : splitLast(facts);
            return duckdb.count("held");
        });
        steps.run("write", () -> write(files));
        var profile = new Profile[1];
        steps.run("profile", () -> {
            profile[0] = new ProfileSql(duckdb).read(settings.volume());
            files.writeTheRest(duckdb, facts.texts(), profile[0]);
            return profile[0].itemCounts().size();
        });
        long newly = newlyTrainable(facts.formerUsers());
        var counts = counts(newly);
        var content = new DatasetFiles.Content[1];
        steps.run("read", () -> {
            content[0] = files.read(duckdb);
            return counts.pairs();
        });
        return content[0].described(new Dataset.Description(
                content[0].version(),
                facts.tenant(),
                profile[0].through(),
                facts.offsets(),
                counts,
                slice[0],
                statistics(counts)));
    }

    private void create(String name, String sql, @Nullable String table)
            throws SQLException, IOException, TooLittleDataException {
        steps.run(name, () -> {
            execute(sql);
            return table == null ? 0 : duckdb.count(table);
        });
    }

    private Slice splitLast(Facts facts) throws SQLException {
        execute(DatasetSql.LAST_LIKED);
        var through = facts.incumbentThrough();
        long users = through == null ? 0 : holdOut(DatasetSql.HELD_LAST, through);
        if (users == 0 || users < facts.minimumUsers()) {
            users = holdOut(DatasetSql.HELD_LAST, Instant.EPOCH.minus(Integer.MAX_VALUE, ChronoUnit.SECONDS));
        }
        execute(DatasetSql.USER_THEN_LAST);
        return slice("the last item that each of %d users came to and liked", users);
    }

    private Slice splitByTime(Facts facts) throws SQLException {
        var through = facts.incumbentThrough();
        long users = through == null ? 0 : after(through);
        if (users == 0 || users < facts.minimumUsers()) {
            users = after(duckdb.one(template.fill(DatasetSql.MOMENT), row -> ProfileSql.instant(row.getLong(1))));
        }
        execute(DatasetSql.USER_THEN_TIME);
        return slice("all that %d users came to and liked", users);
    }

    private long after(Instant moment) throws SQLException {
        template.with("moment", DuckDb.timestamp(moment));
        execute(DatasetSql.PAST);
        return holdOut(DatasetSql.HELD_TIME, moment);
    }

    /// Takes what was liked after a moment away from the past; of how many users.
    private long holdOut(String sql, Instant moment) throws SQLException {
        template.with("moment", DuckDb.timestamp(moment));
        execute(sql);
        return duckdb.one(DatasetSql.HELD_USERS, row -> row.getLong(1));
    }

    private Slice slice(String what, long users) throws SQLException {
        if (users == 0) {
            return new Slice(null, "nothing: no user has enough beside what would be held out");
        }
        var begins = duckdb.one(DatasetSql.HELD_BEGIN, row -> ProfileSql.instant(row.getLong(1)));
        return new Slice(begins, "%s, since %s".formatted(what.formatted(users), begins));
    }

    private long write(DatasetFiles files) throws SQLException {
        boolean byTime = isByTime();
        long newest = duckdb.one("select coalesce(epoch_us(max(latest)), 0) from pair", row -> row.getLong(1));
        long newestThen = duckdb.one(
                byTime
                        ? "select coalesce(epoch_us(max(latest)), 0) from past"
                        : "select coalesce(epoch_us(max(latest)), 0) from pair anti join held using (user_row, item_row)",
                row -> row.getLong(1));
        template.with("decay", decay(byTime ? "p.latest" : "latest", newest))
                .with("past_decay", decay(byTime ? "t.latest" : "latest", newestThen));
        duckdb.execute(
                template.with("file", files.pairs()).fill(byTime ? DatasetSql.PAIRS_TIME : DatasetSql.PAIRS_LAST));
        duckdb.execute(template.with("file", files.users()).fill(DatasetSql.USERS));
        duckdb.execute(template.with("file", files.items()).fill(DatasetSql.ITEMS));
        return duckdb.count("pair");
    }

    private String decay(String latest, long newestMicros) {
        var halfLife = settings.decay().halfLife();
        return halfLife == null
                ? "1"
                : "greatest(%s, pow(0.5, (%d - epoch_us(%s)) / %s))"
                        .formatted(
                                settings.decay().floor(),
                                newestMicros,
                                latest,
                                Math.max(1, halfLife.toMillis()) * 1000.0);
    }

    private boolean isByTime() {
        return settings.testSplit().split() == Split.TIME;
    }

    private long newlyTrainable(@Nullable Path formerUsers) throws SQLException {
        if (formerUsers == null) {
            return duckdb.count("user_state where trainable");
        }
        template.with("former", DuckDb.quoted(formerUsers));
        return duckdb.one(template.fill(DatasetSql.NEWLY_TRAINABLE), row -> row.getLong(1));
    }

    private DatasetCounts counts(long newly) throws SQLException {
        long records = duckdb.one("select coalesce(sum(n), 0)::bigint from refused", row -> row.getLong(1));
        long valid =
                duckdb.one("select coalesce(sum(n), 0)::bigint from refused where refusal = ''", row -> row.getLong(1));
        return duckdb.one(
                DatasetSql.COUNTS,
                row -> new DatasetCounts(
                        records,
                        records - valid,
                        valid - row.getLong("events"),
                        row.getLong("events"),
                        row.getLong("pairs"),
                        row.getLong("positives"),
                        row.getLong("disliked"),
                        row.getLong("users"),
                        row.getLong("trainable"),
                        newly,
                        row.getLong("items"),
                        row.getLong("unexposed"),
                        row.getLong("held")));
    }

    private DatasetStatistics statistics(DatasetCounts counts) throws SQLException {
        return new DatasetStatistics(
                duckdb.counts("select refusal, n from refused where refusal <> ''"),
                duckdb.counts(DatasetSql.SEGMENTS),
                (double) counts.pairs() / Math.max(1, (double) counts.users() * counts.items()),
                quantiles(DatasetSql.POSITIVES_OF_USERS),
                quantiles(DatasetSql.POSITIVES_OF_ITEMS),
                steps.done());
    }

    private Quantiles quantiles(String sql) throws SQLException {
        return duckdb.one(sql, row -> new Quantiles(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    private void execute(String sql) throws SQLException {
        duckdb.execute(template.fill(sql));
    }

    private static String actionWeight(Map<String, Double> weights) {
        if (weights.isEmpty()) {
            return "1";
        }
        return new TreeMap<>(weights)
                .entrySet().stream()
                        .map(entry -> "when %s then %s".formatted(DuckDb.quoted(entry.getKey()), entry.getValue()))
                        .collect(Collectors.joining(" ", "case action ", " else 1 end"));
    }
}

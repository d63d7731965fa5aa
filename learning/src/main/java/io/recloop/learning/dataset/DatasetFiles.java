package io.recloop.learning.dataset;

import com.fasterxml.jackson.core.type.TypeReference;
import io.recloop.contracts.bundle.Profile;
import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.duckdb.DuckDb;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files of a dataset's folder, written by [DatasetPipeline] and read back into memory.
///
/// | file            | holds                                                                             |
/// |-----------------|-----------------------------------------------------------------------------------|
/// | `pairs.parquet` | one row a pair, in the order of user and item: what [Pairs] holds, and `since`    |
/// | `users.parquet` | user_row, user_id, interactions, positives, trainable, past_trainable             |
/// | `items.parquet` | item_row, item_id, exposed                                                        |
/// | `texts.jsonl`   | one line for each item row: an [ItemText], or `null` where the catalogue has none |
/// | `users.txt`     | ids, one a line, in row order, as a bundle has them                               |
/// | `items.txt`     | likewise                                                                          |
/// | `profile.json`  | [Profile]                                                                         |
public final class DatasetFiles {
    /// Part of each version: the same data in another format are another dataset, which an older one does not hide.
    public static final int FORMAT = 3;

    public static final String USERS = "users.parquet";
    public static final String ITEMS = "items.parquet";
    private static final String PAIRS = "pairs.parquet";
    private static final String TEXTS = "texts.jsonl";
    private static final String PROFILE = "profile.json";

    private final Path folder;

    public DatasetFiles(Path folder) {
        this.folder = folder;
    }

    String pairs() {
        return DuckDb.quoted(folder.resolve(PAIRS));
    }

    String users() {
        return DuckDb.quoted(folder.resolve(USERS));
    }

    String items() {
        return DuckDb.quoted(folder.resolve(ITEMS));
    }

    /// What the SQL does not write.
    ///
    /// @param texts by item id
    void writeTheRest(DuckDb duckdb, Map<String, ItemText> texts, Profile profile) throws SQLException, IOException {
        Files.write(folder.resolve("users.txt"), readUsers(duckdb).ids(), StandardCharsets.UTF_8);
        var items = ids(duckdb, "select item_id from read_parquet(%s) order by item_row".formatted(items()));
        Files.write(folder.resolve("items.txt"), items, StandardCharsets.UTF_8);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(TEXTS))) {
            for (var item : items) {
                out.write(EventCodec.JSON.writeValueAsString(texts.get(item)));
                out.newLine();
            }
        }
        Files.write(folder.resolve(PROFILE), EventCodec.JSON.writeValueAsBytes(profile));
    }

    /// What is in memory of a dataset, and the version that follows from it.
    public record Content(String version, Dataset.Users users, Dataset.Items items, Pairs pairs, Profile profile) {
        public Dataset described(Dataset.Description description) {
            return new Dataset(description, users, items, pairs, profile);
        }
    }

    public Content read(DuckDb duckdb) throws SQLException, IOException {
        var users = readUsers(duckdb);
        var items = readItems(duckdb);
        var version = new DatasetVersion();
        version.addText(FORMAT);
        version.add(users.ids());
        version.add(users.trainable());
        version.add(users.pastTrainable());
        version.add(items.ids());
        version.add(items.exposed());
        for (var text : items.texts()) {
            if (text != null) {
                version.addText(text);
            }
        }
        int size = Math.toIntExact(duckdb.count("read_parquet(%s)".formatted(pairs())));
        var pairs = new Pairs(users.ids().size(), items.ids().size(), size);
        duckdb.each("""
                select user_row, item_row, weight, epoch_us(since), coalesce(past_weight, 'nan'::float),
                    held_out::integer * %d + disliked::integer * %d + past_disliked::integer * %d
                from read_parquet(%s)
                """.formatted(Pairs.HELD, Pairs.DISLIKED, Pairs.PAST_DISLIKED, pairs()), row -> {
            int user = row.getInt(1);
            int item = row.getInt(2);
            float weight = row.getFloat(3);
            float past = row.getFloat(5);
            int mark = row.getInt(6);
            long since = row.getLong(4);
            version.add(user, item, weight, since, past, mark);
            pairs.add(user, item, weight, past, mark, since);
        });
        pairs.end();
        var profile = EventCodec.JSON.readValue(folder.resolve(PROFILE).toFile(), Profile.class);
        return new Content(version.name(), users, items, pairs, profile);
    }

    private Dataset.Users readUsers(DuckDb duckdb) throws SQLException {
        var ids = new ArrayList<String>();
        var trainable = new BitSet();
        var pastTrainable = new BitSet();
        duckdb.each(
                "select user_id, trainable, past_trainable from read_parquet(%s) order by user_row".formatted(users()),
                row -> {
                    trainable.set(ids.size(), row.getBoolean(2));
                    pastTrainable.set(ids.size(), row.getBoolean(3));
                    ids.add(row.getString(1));
                });
        return new Dataset.Users(List.copyOf(ids), trainable, pastTrainable);
    }

    private Dataset.Items readItems(DuckDb duckdb) throws SQLException, IOException {
        var ids = new ArrayList<String>();
        var exposed = new BitSet();
        duckdb.each("select item_id, exposed from read_parquet(%s) order by item_row".formatted(items()), row -> {
            exposed.set(ids.size(), row.getBoolean(2));
            ids.add(row.getString(1));
        });
        var texts = new @Nullable ItemText[ids.size()];
        try (var in = Files.newBufferedReader(folder.resolve(TEXTS))) {
            int row = 0;
            for (var line = in.readLine(); line != null && row < texts.length; line = in.readLine()) {
                texts[row++] = EventCodec.JSON.readValue(line, new TypeReference<@Nullable ItemText>() {});
            }
        }
        return new Dataset.Items(
                List.copyOf(ids), exposed, java.util.Collections.unmodifiableList(Arrays.asList(texts)));
    }

    private static List<String> ids(DuckDb duckdb, String sql) throws SQLException {
        var ids = new ArrayList<String>();
        duckdb.each(sql, row -> ids.add(row.getString(1)));
        return ids;
    }
}

package io.recloop.learning.dataset;

import io.recloop.learning.duckdb.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a CSV file of interactions as the same dataset that a lake of them would give.
///
/// A header names the columns, in any order and case: `user` and `item`; `rating` or `stars`; `timestamp`, `time` or
/// `order`, as epoch seconds, milliseconds or microseconds, as any numbers that ascend, or as ISO dates. Others are not
/// looked at. A pair that occurs more than once is one pair. The last positive of each user who has two is held out; a
/// tie, and a file without times, is decided by chance and always alike.
public final class CsvInteractions {
    private static final String TENANT = "default";
    private static final Set<String> RATINGS = Set.of("rating", "stars");
    private static final Set<String> TIMES = Set.of("timestamp", "time", "order");
    private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");

    private static final String CSV = """
            create view csv as
            select *, %6$s as problem from (
                select c%1$d as c_user, c%2$d as c_item, %3$s::varchar as c_rating, %4$s::varchar as c_time from %5$s)
            """;

    private static final String USER_ROW = """
            create table user_row as
            select user_id, (row_number() over (order by user_id) - 1)::integer as user_row
            from (select distinct trim(c_user) as user_id from csv)
            """;

    private static final String ITEM_ROW = """
            create table item_row as
            select item_id, (row_number() over (order by item_id) - 1)::integer as item_row, exposed
            from (
                select item_id, bool_or(had) as exposed
                from (
                    select distinct trim(c_item) as item_id, true as had from csv
                    union all
                    select item_id, false from catalogue)
                group by item_id)
            """;

    private static final String EVENT = """
            create table event as
            select user_row, item_row, 0::ubigint as key,
                coalesce(
                    make_timestamp((try_cast(c_time as double) * %s)::bigint),
                    try_cast(c_time as timestamptz)::timestamp,
                    timestamp '1970-01-01') as occurred,
                'row' as action, c_rating::double as rating, null::float as quality, 0::utinyint as carries
            from csv
            join user_row on user_id = trim(c_user)
            join item_row on item_id = trim(c_item)
            """;

    private final Path file;
    private final CsvOptions options;
    private final List<String> header;
    private final Map<String, ItemText> catalogue;

    private CsvInteractions(Path file, CsvOptions options, List<String> header, Map<String, ItemText> catalogue) {
        this.file = file;
        this.options = options;
        this.header = header;
        this.catalogue = catalogue;
    }

    /// @param work an existing folder of the caller's, for DuckDB and the files of the dataset
    /// @throws InvalidCsvException    naming the line
    /// @throws TooLittleDataException where no row is a positive
    public static Dataset read(Path file, CsvOptions options, Path work)
            throws IOException, InvalidCsvException, TooLittleDataException {
        return read(file, options, Map.of(), work);
    }

    /// @param catalogue what is known of items in words, by id: those that nobody had become items of the dataset, too
    /// @param work      an existing folder of the caller's, for DuckDB and the files of the dataset
    /// @throws InvalidCsvException    naming the line
    /// @throws TooLittleDataException where no row is a positive
    public static Dataset read(Path file, CsvOptions options, Map<String, ItemText> catalogue, Path work)
            throws IOException, InvalidCsvException, TooLittleDataException {
        var csv = new CsvInteractions(file, options, header(file), catalogue);
        csv.requireColumns();
        try (var duckdb = new DuckDb(work.resolve("csv"), options.memory())) {
            csv.load(duckdb);
            var folder = Files.createDirectories(work.resolve("dataset"));
            return new DatasetPipeline(duckdb, options.settings(), new Steps())
                    .run(new DatasetPipeline.Facts(TENANT, null, 1, Map.of(), catalogue, null), folder);
        } catch (SQLException e) {
            var message = String.valueOf(e.getMessage());
            if (message.contains("CSV Error")) {
                throw csv.invalid(e, message);
            }
            throw new IOException("DuckDB: " + message, e);
        }
    }

    private static List<String> header(Path file) throws IOException, InvalidCsvException {
        String line;
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            line = in.readLine();
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new InvalidCsvException("%s is not UTF-8".formatted(file));
        }
        if (line == null) {
            throw new InvalidCsvException(
                    "%s is empty: a header user,item[,rating][,timestamp] is needed".formatted(file));
        }
        var names = new ArrayList<String>();
        for (var name : line.replace("\uFEFF", "").split(",", -1)) {
            names.add(name.strip().replace("\"", "").toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private void requireColumns() throws InvalidCsvException {
        for (var needed : List.of("user", "item")) {
            if (!header.contains(needed)) {
                throw new InvalidCsvException(
                        "%s line 1: the header has no column %s, it is %s; user,item[,rating][,timestamp] is needed"
                                .formatted(file, needed, String.join(",", header)));
            }
        }
        if (options.minimumRating().isPresent() && column(RATINGS) == null) {
            throw new InvalidCsvException(
                    "%s line 1: there is no column rating or stars for the least rating to apply to".formatted(file));
        }
        if (options.halfLife().isPresent() && column(TIMES) == null) {
            throw new InvalidCsvException(
                    "%s line 1: there is no column timestamp, time or order for the half-life to apply to"
                            .formatted(file));
        }
    }

    private @Nullable String column(Set<String> names) {
        return header.stream()
                .filter(names::contains)
                .findFirst()
                .map(name -> "c" + header.indexOf(name))
                .orElse(null);
    }

    private void load(DuckDb duckdb) throws SQLException, IOException, InvalidCsvException {
        var rating = column(RATINGS);
        var time = column(TIMES);
        duckdb.execute(CSV.formatted(
                header.indexOf("user"), header.indexOf("item"), rating, time, scan(), problem(rating, time)));
        long faulty = duckdb.count("csv where problem is not null");
        if (faulty > 0) {
            throw duckdb.one(
                    "select line, problem from (select row_number() over () + 1 as line, problem from csv) where problem is not null limit 1",
                    row -> new InvalidCsvException("%s line %d: %s%s"
                            .formatted(
                                    file,
                                    row.getLong(1),
                                    row.getString(2),
                                    faulty > 1 ? " (and %d lines more)".formatted(faulty - 1) : "")));
        }
        duckdb.execute(USER_ROW);
        CatalogueTable.create(duckdb, catalogue.keySet());
        duckdb.execute(ITEM_ROW);
        duckdb.execute(EVENT.formatted(scale(duckdb)));
        duckdb.execute("create table refused as select '' as refusal, count(*) as n from event");
    }

    private String scan() {
        var columns = new StringBuilder();
        for (int i = 0; i < header.size(); i++) {
            columns.append(i == 0 ? "" : ", ").append("'c%d': 'varchar'".formatted(i));
        }
        return "read_csv(%s, header = true, delim = ',', quote = '\"', escape = '\"', columns = {%s}, auto_detect = false)"
                .formatted(DuckDb.quoted(file), columns);
    }

    private static String problem(@Nullable String rating, @Nullable String time) {
        var cases = new StringBuilder("case when coalesce(trim(c_user), '') = '' then 'no user'"
                + " when coalesce(trim(c_item), '') = '' then 'no item'");
        if (rating != null) {
            cases.append(" when not coalesce(isfinite(try_cast(c_rating as double)), false)")
                    .append(" then printf('rating \"%s\" is no number', coalesce(c_rating, ''))");
        }
        if (time != null) {
            cases.append(" when not coalesce(isfinite(try_cast(c_time as double)), false)")
                    .append(" and try_cast(c_time as timestamptz) is null")
                    .append(" then printf('time \"%s\" is neither a number nor an ISO date', coalesce(c_time, ''))");
        }
        return cases.append(" end").toString();
    }

    /// What makes a number of the time column microseconds: its size tells its unit.
    private static String scale(DuckDb duckdb) throws SQLException {
        double newest = duckdb.one(
                "select coalesce(max(abs(try_cast(c_time as double))), 0) from csv", row -> row.getDouble(1));
        return newest < 1e11 ? "1000000" : newest < 1e14 ? "1000" : "1";
    }

    /// DuckDB's own message for what is no CSV, in one line.
    private InvalidCsvException invalid(SQLException e, String message) {
        var line = LINE.matcher(message);
        var said = message.lines()
                .map(String::strip)
                .filter(text -> text.startsWith("Expected Number") || text.contains("quote") || text.contains("utf"))
                .findFirst()
                .orElse("not a line of CSV");
        var invalid = new InvalidCsvException(
                "%s line %s: %s".formatted(file, line.find() ? line.group(1) : "unknown", said));
        invalid.initCause(e);
        return invalid;
    }
}

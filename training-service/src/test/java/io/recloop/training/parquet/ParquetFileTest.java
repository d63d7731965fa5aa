package io.recloop.training.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written, as DuckDB reads it.
class ParquetFileTest {
    /// More than a page has.
    private static final int MANY = 70_001;

    @TempDir
    Path folder;

    private Connection duckdb;

    @BeforeEach
    void open() throws SQLException {
        duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    }

    @AfterEach
    void close() throws SQLException {
        duckdb.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 20_000, 20_001, MANY})
    void everyRowIsReadBack(int rows) throws Exception {
        var number = LongColumn.of("number");
        var text = TextColumn.distinct("text");
        var flag = BooleanColumn.of("flag");
        var small = IntColumn.of("small");
        for (int i = 0; i < rows; i++) {
            number.append(Long.MIN_VALUE + i * 3L);
            text.append("row " + i);
            flag.append(i % 3 == 0);
            small.append(-i);
        }

        var read = write(List.of(number, text, flag, small));

        assertThat(column(read, "number", r -> r.getLong(1))).isEqualTo(numbered(rows, i -> Long.MIN_VALUE + i * 3L));
        assertThat(column(read, "text", r -> r.getString(1))).isEqualTo(numbered(rows, i -> "row " + i));
        assertThat(column(read, "flag", r -> r.getBoolean(1))).isEqualTo(numbered(rows, i -> i % 3 == 0));
        assertThat(column(read, "small", r -> r.getInt(1))).isEqualTo(numbered(rows, i -> -i));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 255, 256, 257, 4_096, 4_097, 60_000})
    void textsThatRepeatAreReadBackHoweverManyThereAre(int distinct) throws Exception {
        var random = new SplittableRandom(distinct);
        var expected = new ArrayList<String>();
        var text = TextColumn.repeating("text");
        for (int i = 0; i < MANY; i++) {
            var value = "t" + (i < distinct ? i : random.nextInt(distinct));
            expected.add(value);
            text.append(value);
        }

        assertThat(column(write(List.of(text)), "text", r -> r.getString(1))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 99, 100})
    void whatIsAbsentIsReadBackAsNull(int percent) throws Exception {
        var random = new SplittableRandom(percent);
        var texts = new ArrayList<String>();
        var numbers = new ArrayList<Double>();
        var text = TextColumn.optional("text");
        var again = TextColumn.optionalRepeating("again");
        var rating = DoubleColumn.optional("rating");
        var place = IntColumn.optional("place");
        for (int i = 0; i < MANY; i++) {
            boolean there = random.nextInt(100) < percent;
            texts.add(there ? "t" + i % 100 : null);
            numbers.add(there ? i / 8.0 : null);
            text.append(texts.getLast());
            again.append(texts.getLast());
            rating.append(numbers.getLast());
            place.append(there ? Integer.valueOf(i) : null);
        }

        var read = write(List.of(text, again, rating, place));

        assertThat(column(read, "text", r -> r.getString(1))).isEqualTo(texts);
        assertThat(column(read, "again", r -> r.getString(1))).isEqualTo(texts);
        assertThat(column(read, "rating", r -> (Double) r.getObject(1))).isEqualTo(numbers);
        assertThat(column(read, "place is null", r -> r.getBoolean(1)))
                .isEqualTo(texts.stream().map(one -> one == null).toList());
    }

    @Test
    void textsOfAnyLanguageAndLengthAreReadBack() throws Exception {
        var expected = List.of(
                "", "a", "\u0111\u1eb9p", "\ud83d\ude00", "'quoted' \"twice\"\n", "\u0000", "x".repeat(3_000_000));
        var full = TextColumn.distinct("full");
        var numbered = TextColumn.repeating("numbered");
        expected.forEach(full::append);
        expected.forEach(numbered::append);

        var read = write(List.of(full, numbered));

        assertThat(column(read, "\"full\"", r -> r.getString(1))).isEqualTo(expected);
        assertThat(column(read, "numbered", r -> r.getString(1))).isEqualTo(expected);
    }

    @Test
    void aTimeIsATimestampWithoutAZone() throws Exception {
        var moment = LongColumn.micros("moment");
        moment.append(1_795_244_340_123_456L);

        var read = write(List.of(moment));

        assertThat(column(read, "typeof(moment) || ' ' || moment", r -> r.getString(1)))
                .containsExactly("TIMESTAMP 2026-11-21 06:59:00.123456");
    }

    @Test
    void theSmallestAndTheLargestNumberAreToldInTheFooter() throws Exception {
        var number = LongColumn.of("number");
        for (long value : new long[] {5, -7, 300}) {
            number.append(value);
        }

        var read = write(List.of(number));

        assertThat(rows(
                        "select stats_min_value || ' ' || stats_max_value || ' ' || stats_null_count from parquet_metadata('%s')"
                                .formatted(read),
                        r -> r.getString(1)))
                .containsExactly("-7 300 0");
    }

    @Test
    void aFileWithoutRowsHasItsColumnsAllTheSame() throws Exception {
        var read = write(List.of(LongColumn.of("number"), TextColumn.optionalRepeating("text")));

        assertThat(column(read, "number", r -> r.getLong(1))).isEmpty();
        assertThat(rows("select column_name from (describe select * from '%s')".formatted(read), r -> r.getString(1)))
                .containsExactly("number", "text");
    }

    @Test
    void filesOfThisWriterAndOfDuckDbAreReadAsOneTable() throws Exception {
        var number = LongColumn.of("number");
        var text = TextColumn.optional("text");
        number.append(1);
        text.append("ours");
        var ours = write(List.of(number, text));
        var theirs = folder.resolve("theirs.parquet");
        try (var statement = duckdb.createStatement()) {
            statement.execute("copy (select 2::bigint as number, 'theirs' as text) to '" + theirs
                    + "' (format parquet, compression zstd)");
        }

        assertThat(rows(
                        "select text from read_parquet(['%s', '%s']) order by number".formatted(ours, theirs),
                        r -> r.getString(1)))
                .containsExactly("ours", "theirs");
        assertThat(rows(
                        "select text from read_parquet(['%s', '%s']) order by number".formatted(theirs, ours),
                        r -> r.getString(1)))
                .containsExactly("ours", "theirs");
    }

    @Test
    void columnsOfDifferentLengthAreRefused() {
        var number = LongColumn.of("number");
        number.append(1);

        assertThatThrownBy(() -> write(List.of(number, LongColumn.of("other"))))
                .hasMessage("the columns differ in length");
    }

    @Test
    void aRowThatNeedsAValueIsNotAppendedWithoutOne() {
        assertThatThrownBy(() -> TextColumn.distinct("text").append(null)).hasMessage("column text needs a value");
    }

    private Path write(List<Column> columns) throws Exception {
        var file = folder.resolve("file.parquet");
        ParquetFile.write(file, columns);
        return file;
    }

    private interface Cell<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> column(Path file, String expression, Cell<T> cell) throws SQLException {
        return rows("select %s from '%s'".formatted(expression, file), cell);
    }

    private <T> List<T> rows(String sql, Cell<T> cell) throws SQLException {
        var rows = new ArrayList<T>();
        try (var statement = duckdb.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(cell.of(result));
            }
        }
        return rows;
    }

    private static <T> List<T> numbered(int rows, IntFunction<T> value) {
        var values = new ArrayList<T>();
        for (int i = 0; i < rows; i++) {
            values.add(value.apply(i));
        }
        return values;
    }
}

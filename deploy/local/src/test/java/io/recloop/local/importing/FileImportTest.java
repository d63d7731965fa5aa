package io.recloop.local.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileImportTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Wishes NOTHING = new Wishes(null, null, Map.of(), false);

    @TempDir
    Path folder;

    private final Collected sink = new Collected();

    @Test
    void readsRatingsWithAHeader() throws Exception {
        var report = run("user,item,rating,timestamp\n1,3186,4,978300019\n", NOTHING);

        assertThat(report.format()).isEqualTo("csv");
        assertThat(report.kind()).isEqualTo("interactions");
        var event = interaction(0);
        assertThat(event.user()).isEqualTo("1");
        assertThat(event.item()).isEqualTo("3186");
        assertThat(event.action()).isEqualTo(Action.RATING);
        assertThat(event.rating()).isEqualTo(4.0);
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochSecond(978300019));
        assertThat(event.tenant()).isEqualTo("shop-a");
    }

    @Test
    void readsWhatShopsCallTheirColumnsAndActions() throws Exception {
        run("""
                Visitor ID;itemid;event;Date Time
                a;x;addtocart;2026-01-31 12:00:00
                a;y;transaction;2026-01-31T12:00:00+07:00
                a;z;view;2026-01-31
                """, NOTHING);

        assertThat(sink.events)
                .extracting(e -> ((InteractionRecorded) e).action())
                .containsExactly(Action.ADD_TO_CART, Action.PURCHASE, Action.VIEW);
        assertThat(sink.events)
                .extracting(Event::occurredAt)
                .containsExactly(
                        Instant.parse("2026-01-31T12:00:00Z"),
                        Instant.parse("2026-01-31T05:00:00Z"),
                        Instant.parse("2026-01-31T00:00:00Z"));
    }

    @Test
    void readsWhatAnInteractionMayCarryBeside() throws Exception {
        var report = run("""
                user,item,event,time,price,currency,qty,order_id,position,context
                a,x,purchase,2026-01-31,€9.90,EUR,2,o-1,3,"{""device"":""phone""}"
                a,y,view,2026-01-31,,,,,,
                a,z,purchase,2026-01-31,-1,EUR,,,,
                a,z,purchase,2026-01-31,1,EURO,,,,
                a,z,purchase,2026-01-31,1,EUR,0,,,
                a,z,view,2026-01-31,,,,,first,
                a,z,view,2026-01-31,,,,,,phone
                """, NOTHING);

        var bought = interaction(0);
        assertThat(bought.price()).isEqualByComparingTo("9.90");
        assertThat(bought.currency()).isEqualTo("EUR");
        assertThat(bought.quantity()).isEqualTo(2);
        assertThat(bought.orderId()).isEqualTo("o-1");
        assertThat(bought.position()).isEqualTo(3);
        assertThat(bought.context()).containsExactly(Map.entry("device", "phone"));
        assertThat(interaction(1).price()).isNull();
        assertThat(report.reasons())
                .containsOnlyKeys(
                        "price must be at least 0",
                        "currency must be a code of ISO 4217, such as EUR",
                        "quantity must be at least 1",
                        "the position is not a whole number",
                        "the context is not a JSON object of texts");
    }

    @Test
    void jsonLinesCarryTheContextAsAnObject() throws Exception {
        run(
                "{\"user\":\"a\",\"item\":\"x\",\"ts\":978300019,\"orderId\":\"o-1\",\"context\":{\"page\":\"home\"}}\n",
                NOTHING);

        assertThat(interaction(0).orderId()).isEqualTo("o-1");
        assertThat(interaction(0).context()).containsExactly(Map.entry("page", "home"));
    }

    @Test
    void aPositionOrdersTheRowsOfAFileWithoutTimes() throws Exception {
        run("user,item,position\n1,7,0\n1,8,1\n", NOTHING);

        assertThat(interaction(1).occurredAt()).isEqualTo(RowEvents.WITHOUT_TIME_FROM.plusSeconds(1));
        assertThat(interaction(1).position()).isNull();
    }

    @Test
    void columnsAreMappedByOption() throws Exception {
        run(
                "who,what,when,rating\nu1,i1,978300019,5\n",
                new Wishes(null, null, Map.of(Column.USER, "who", Column.ITEM, "WHAT", Column.TIME, "when"), false));

        assertThat(interaction(0).user()).isEqualTo("u1");
        assertThat(interaction(0).occurredAt()).isEqualTo(Instant.ofEpochSecond(978300019));
    }

    @Test
    void columnsOfAFileWithoutHeaderAreMappedByNumber() throws Exception {
        var report = run(
                "u1\ti1\t5\nu2\ti2\t3\n",
                new Wishes(null, null, Map.of(Column.USER, "1", Column.ITEM, "2", Column.RATING, "3"), true));

        assertThat(report.imported()).isEqualTo(2);
        assertThat(interaction(0).user()).isEqualTo("u1");
    }

    @Test
    void quotedFieldsMayHoldSeparatorsAndLineEnds() throws Exception {
        run("user,item,rating,timestamp,comment\nu,i,5,978300019,\"good, really\nvery \"\"good\"\"\"\n", NOTHING);

        assertThat(interaction(0).comment()).isEqualTo("good, really\nvery \"good\"");
    }

    @Test
    void rowsWithoutATimeKeepTheirOrder() throws Exception {
        var report = run("user,item,order\n1,7,0\n1,8,1\n2,7,0\n", NOTHING);

        assertThat(sink.events)
                .extracting(Event::occurredAt)
                .containsExactly(
                        RowEvents.WITHOUT_TIME_FROM,
                        RowEvents.WITHOUT_TIME_FROM.plusSeconds(1),
                        RowEvents.WITHOUT_TIME_FROM);
        assertThat(interaction(0).action()).isEqualTo(Action.PURCHASE);
        assertThat(report.guessed()).anyMatch(said -> said.contains("each row is a purchase"));
    }

    @Test
    void rowsWithNeitherTimeNorOrderAreASecondApart() throws Exception {
        run("user,item\n1,7\n1,8\n", NOTHING);

        assertThat(sink.events)
                .extracting(Event::occurredAt)
                .containsExactly(RowEvents.WITHOUT_TIME_FROM, RowEvents.WITHOUT_TIME_FROM.plusSeconds(1));
    }

    @Test
    void readsJsonLines() throws Exception {
        var report = run("""
                {"userId":"u","productId":"p","event":"click","ts":1767225600000,"requestId":"r-1"}
                {"user":7,"item":8,"rating":4.5,"timestamp":"2026-01-01T00:00:00Z"}
                [1]
                {"user":"u"
                """, NOTHING);

        assertThat(report.format()).isEqualTo("jsonl");
        assertThat(report.imported()).isEqualTo(2);
        assertThat(interaction(0).requestId()).isEqualTo("r-1");
        assertThat(interaction(0).occurredAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(interaction(1).user()).isEqualTo("7");
        assertThat(interaction(1).rating()).isEqualTo(4.5);
        assertThat(report.reasons()).containsEntry("the line is not a JSON object", 2L);
    }

    @Test
    void readsItemsFromJsonLines() throws Exception {
        run(
                "{\"sku\":\"p1\",\"title\":\"Serum\",\"categories\":[\"Skin\",\"Face\"],\"price\":12.5,\"brand\":\"B\",\"available\":false}\n",
                NOTHING);

        var item = (ItemUpserted) sink.events.getFirst();
        assertThat(item.categories()).containsExactly("Skin", "Face");
        assertThat(item.price()).isEqualByComparingTo("12.5");
        assertThat(item.available()).isFalse();
    }

    @Test
    void readsMovieLensRatings() throws Exception {
        var report = run("1::1193::5::978300760\n1::661::3::978302109\n", NOTHING);

        assertThat(report.format()).isEqualTo("movielens");
        assertThat(interaction(1).rating()).isEqualTo(3.0);
    }

    @Test
    void readsMovieLensMoviesInLatin1() throws Exception {
        var file = Files.write(
                folder.resolve("movies.dat"),
                "1::Les Misérables (1995)::Drama|Musical\n2::Nothing::(no genres listed)\n"
                        .getBytes(StandardCharsets.ISO_8859_1));

        var report = run(file, NOTHING);

        var item = (ItemUpserted) sink.events.getFirst();
        assertThat(report.kind()).isEqualTo("items");
        assertThat(item.name()).isEqualTo("Les Misérables (1995)");
        assertThat(item.categories()).containsExactly("Drama", "Musical");
        assertThat(item.attributes()).containsEntry("year", "1995");
        assertThat(((ItemUpserted) sink.events.get(1)).categories()).isEmpty();
        assertThat(report.guessed()).anyMatch(said -> said.contains("Latin-1"));
    }

    @Test
    void readsGzippedFilesAndByteOrderMarks() throws Exception {
        var file = folder.resolve("ratings.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("\ufeffuser,item,rating,timestamp\n1,2,3,978300019\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(run(file, NOTHING).imported()).isEqualTo(1);
        assertThat(interaction(0).user()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",i,5,978300019 | the user is missing",
                "u,,5,978300019 | the item is missing",
                "u,i,nine,978300019 | the rating is not a number",
                "u,i,9,978300019 | rating must be from 0.5 to 5.0",
                "u,i,5,yesterday | the time cannot be read",
                "u,i,5,12 | the time is before 1990",
                "u,i,5,4102444800 | the time lies in the future",
                "u,i,5 | the row has 3 fields instead of 4",
                "u,i,5,978300019,6 | the row has 5 fields instead of 4",
            })
    void refusesABadRowForItsReasonAndGoesOn(String row, String reason) throws Exception {
        var report = run("user,item,rating,timestamp\n" + row + "\nu,i,5,978300019\n", NOTHING);

        assertThat(report.imported()).isEqualTo(1);
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.reasons()).containsOnlyKeys(reason);
        assertThat(Files.readAllLines(Path.of(report.rejectsFile())))
                .hasSize(2)
                .last()
                .satisfies(line -> assertThat(line).startsWith("2\t" + reason).endsWith("\t" + row));
    }

    @Test
    void writesNoRejectsFileWhenNothingIsRefused() throws Exception {
        var report = run("user,item\n1,2\n", NOTHING);

        assertThat(report.rejectsFile()).isNull();
        assertThat(folder.resolve("rejects.tsv")).doesNotExist();
    }

    @Test
    void theSameFileTwiceGivesTheSameIdsAndEqualRowsGiveDifferentOnes() throws Exception {
        var text = "user,item,action,timestamp\nu,i,click,978300019\nu,i,click,978300019\nu,j,click,978300019\n";
        run(text, NOTHING);
        var first = sink.events.stream().map(Event::eventId).toList();
        sink.events.clear();

        run(text, NOTHING);

        assertThat(sink.events).extracting(Event::eventId).containsExactlyElementsOf(first);
        assertThat(new HashSet<>(first)).hasSize(3);
    }

    @Test
    void idsStayDifferentOverManyRows() {
        var ids = new EventIds();
        var all = new HashSet<String>();
        for (int i = 0; i < 200_000; i++) {
            all.add(ids.of("u" + i % 100_000, "i"));
        }
        assertThat(all).hasSize(200_000);
    }

    @Test
    void everyEventIsOneThatConsumersAccept() throws Exception {
        run("user,item,rating,timestamp\nu,i,5,631152000\nv,i,0.5," + NOW.getEpochSecond() + "\n", NOTHING);

        assertThat(sink.events).hasSize(2).allSatisfy(event -> assertThat(
                        EventCodec.read(InteractionEvent.class, EventCodec.write(event), NOW))
                .isEqualTo(event));
        var tooOld = new InteractionRecorded(
                "e", "t", Times.EARLIEST.minusSeconds(1), "u", "i", Action.CLICK, null, null, null);
        assertThatThrownBy(() -> EventCodec.read(InteractionEvent.class, EventCodec.write(tooOld), NOW))
                .isInstanceOf(InvalidEventException.class);
    }

    @Test
    void saysWhichOptionIsMissingWhenColumnsAreNotKnown() throws Exception {
        assertThatThrownBy(() -> run("a,b\n1,2\n", NOTHING))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("--item-column")
                .hasMessageContaining("--user-column")
                .hasMessageContaining("a, b");
        assertThatThrownBy(() -> run("user,item\n1,2\n", new Wishes(null, null, Map.of(Column.USER, "nobody"), false)))
                .hasMessageContaining("there is no column 'nobody'");
        assertThatThrownBy(() -> run("1::2::3::4::5\n", NOTHING)).hasMessageContaining("5 fields");
        assertThatThrownBy(() -> run("", NOTHING)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> run(folder.resolve("nowhere.csv"), NOTHING)).hasMessageContaining("there is no file");
    }

    private ImportReport run(String text, Wishes wishes) throws IOException {
        return run(Files.writeString(folder.resolve("rows.txt"), text), wishes);
    }

    private ImportReport run(Path file, Wishes wishes) {
        return FileImport.of(
                        file,
                        wishes,
                        new FileImport.Target(
                                "shop-a",
                                Action.PURCHASE,
                                folder.resolve("rejects.tsv"),
                                Clock.fixed(NOW, ZoneOffset.UTC)))
                .run(sink, (bytes, acknowledged, refused) -> {});
    }

    private InteractionRecorded interaction(int index) {
        return (InteractionRecorded) sink.events.get(index);
    }

    private static final class Collected implements EventSink {
        private final List<Event> events = new ArrayList<>();

        @Override
        public void send(Event event) {
            events.add(event);
        }

        @Override
        public void flush() {}

        @Override
        public long acknowledged() {
            return events.size();
        }

        @Override
        public void close() {}
    }
}

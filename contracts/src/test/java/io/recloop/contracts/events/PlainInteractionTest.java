package io.recloop.contracts.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The reader of plain interactions against data binding: whatever it accepts is what data binding reads, to the last
/// bit, and whatever data binding refuses it does not accept.
class PlainInteractionTest {
    private static final String VALID = """
            {"type":"interaction-recorded","eventId":"e1","tenant":"default","occurredAt":"2026-11-21T06:59:00Z",\
            "user":"u1","item":"i1","action":"rating","rating":4.5,"requestId":"r1","comment":"good"}""";

    /// One value of each kind of mistake and oddity, for any place of the document.
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "0",
            "-1",
            "4",
            "5",
            "05",
            "0.5",
            "4.",
            ".5",
            "4.25",
            "5e0",
            "4.5E+0",
            "1e400",
            "NaN",
            "4.999999999999999",
            "4.0000000000000001",
            "12345678901234567890",
            "4.50000000000000000000",
            "{}",
            "[]",
            "[1]",
            "\"\"",
            "\" \"",
            "\"a \"",
            "\"view\"",
            "\"rating\"",
            "\"Rating\"",
            "\"default\"",
            "\"shop-1\"",
            "\"-shop\"",
            "\"A\"",
            "\"4.5\"",
            "\"a\\u0041\"",
            "\"a\\n\"",
            "\"a\\u0000\"",
            "\"a\nb\"",
            "\"a\tb\"",
            "\"caf\u00e9\"",
            "\"\u0111\u1eb9p\"",
            "\"\ud83d\ude00\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\ufffd\"",
            "\"\u0085\"",
            "\"\u00a0a\"",
            "\"\u2003a\"",
            "\"a\u007fb\"",
            "\"" + "x".repeat(256) + "\"",
            "\"" + "x".repeat(257) + "\"",
            "\"" + "\u0111".repeat(256) + "\"",
            "\"" + "\u0111".repeat(257) + "\"",
            "\"" + "y".repeat(10_000) + "\"",
            "\"" + "y".repeat(10_001) + "\"",
            "\"interaction-recorded\"",
            "\"interaction-recorde\"",
            "nul",
            "nullx",
            "\"open",
            "'single'",
            "/*c*/1");

    private static final List<String> TIMES = List.of(("""
            2026-11-21T06:59:00Z|2026-11-21T06:59:00.1Z|2026-11-21T06:59:00.123456789Z|\
            2026-11-21T06:59:00.1234567890Z|2026-11-21T06:59:00.Z|2026-11-21T06:59:00,5Z|2026-11-21T06:59Z|\
            2026-11-21T06:59:00|2026-11-21T06:59:00z|2026-11-21t06:59:00Z|2026-11-21T06:59:00+01:00|\
            2026-11-21T06:59:00+00:00|2026-11-21 06:59:00Z|2026-11-21T24:00:00Z|2026-11-21T23:59:60Z|\
            2026-11-21T23:60:00Z|2026-02-29T00:00:00Z|2024-02-29T00:00:00Z|2000-02-29T12:00:00Z|\
            1900-02-29T00:00:00Z|2026-04-31T00:00:00Z|2026-13-01T00:00:00Z|2026-00-01T00:00:00Z|\
            2026-01-00T00:00:00Z|0000-01-01T00:00:00Z|0000-02-29T23:59:59Z|1969-12-31T23:59:59.999Z|\
            9999-12-31T23:59:59Z|+10000-01-01T00:00:00Z|-0001-01-01T00:00:00Z|202a-01-01T00:00:00Z|\
             2026-11-21T06:59:00Z|2026-11-21T06:59:00Z |2026-11-21T6:59:00Z|1795244340||\
            2026-11-21T06:59:0\u0660Z|2026-11-21T06:59:00.\u0661Z|20261121T065900Z""").split("\\|", -1));

    @Test
    void readsWhatTheCodecWrites() throws Exception {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 2_000; i++) {
            var event = event(random, i);
            assertThat(PlainInteraction.read(EventCodec.write(event))).isEqualTo(event);
        }
    }

    @Test
    void readsWhatOtherWritersPutBlanksInto() {
        assertThat(PlainInteraction.read(bytes(VALID.replace(":\"", " : \"").replace(",", " ,\n\t") + "\r\n")))
                .isNotNull();
    }

    @Test
    void agreesOnEveryOddValueInEveryField() {
        for (String name : List.of(
                "type",
                "eventId",
                "tenant",
                "occurredAt",
                "user",
                "item",
                "action",
                "rating",
                "requestId",
                "comment")) {
            for (String odd : ODD) {
                agree(with(name, odd));
            }
            agree(VALID.replaceFirst("\"" + name + "\":(\"[^\"]*\"|[0-9.]+),?", ""));
            agree(VALID.replace("{\"type\"", "{\"" + name + "\":\"twice\",\"type\""));
            agree(VALID.replace("\"" + name + "\"", "\"" + name + "x\""));
            agree(VALID.replace("\"" + name + "\"", "\"" + name.toUpperCase(java.util.Locale.ROOT) + "\""));
            agree(VALID.replace(
                    "\"" + name + "\"", "\"\\u00" + Integer.toHexString(name.charAt(0)) + name.substring(1) + "\""));
        }
    }

    @Test
    void leavesWhatFewSendersGiveToDataBinding() throws Exception {
        for (String more : List.of(
                "\"price\":9.90",
                "\"currency\":\"EUR\"",
                "\"quantity\":2",
                "\"orderId\":\"o\"",
                "\"position\":3",
                "\"context\":{\"device\":\"phone\"}")) {
            var value = bytes(VALID.replace("}", "," + more + "}"));
            assertThat(PlainInteraction.read(value)).isNull();
            assertThat(EventCodec.read(InteractionEvent.class, value, Instant.parse("2026-11-22T00:00:00Z")))
                    .isEqualTo(bound(value));
        }
    }

    @Test
    void agreesOnEveryTime() {
        for (String time : TIMES) {
            agree(with("occurredAt", "\"" + time + "\""));
        }
    }

    @Test
    void agreesOnEveryDayOfFourCenturies() throws Exception {
        for (var day = java.time.LocalDate.of(1799, 12, 31); day.getYear() < 2201; day = day.plusDays(1)) {
            var text = bytes(day + "T01:02:03.04Z");
            assertThat(PlainInstant.parse(text, 0, text.length)).isEqualTo(Instant.parse(day + "T01:02:03.04Z"));
        }
    }

    @Test
    void agreesOnEveryDecimalOfARatingWithThreeDecimals() throws Exception {
        for (int thousandths = 500; thousandths <= 5_000; thousandths++) {
            var text = java.math.BigDecimal.valueOf(thousandths, 3).toPlainString();
            assertThat(PlainInteraction.read(bytes(with("rating", text))))
                    .isEqualTo(bound(bytes(with("rating", text))));
        }
    }

    @Test
    void agreesOnEveryPrefixAndOnWhatFollows() {
        for (int end = 0; end <= VALID.length(); end++) {
            agree(VALID.substring(0, end));
            agree(VALID.substring(0, end) + "}");
            agree(VALID.substring(0, end) + "\"}");
        }
        for (String tail : List.of(" ", "\n", "x", "{}", ",", "\0", "//", "null")) {
            agree(VALID + tail);
            agree(tail + VALID);
        }
        agree(VALID.replace("}", ",}"));
        agree(VALID.replace(",", ",,"));
        agree("[" + VALID + "]");
        agree(VALID.replace("}", ",\"extra\":1}"));
        agree(VALID.replace("}", ",\"extra\":{\"a\":[1,2,{\"b\":null}]}}"));
        agree("\ufeff" + VALID);
        agree(VALID.getBytes(StandardCharsets.UTF_16LE));
        agree(VALID.getBytes(StandardCharsets.UTF_16BE));
    }

    @Test
    void agreesOnBytesThatAreNotUtf8() {
        for (byte[] bad : List.of(
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xe0, (byte) 0x80, (byte) 0xaf},
                new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xff})) {
            var document = bytes(VALID);
            int at = VALID.indexOf("u1");
            var value = new byte[document.length + bad.length];
            System.arraycopy(document, 0, value, 0, at);
            System.arraycopy(bad, 0, value, at, bad.length);
            System.arraycopy(document, at, value, at + bad.length, document.length - at);
            agree(value);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesOnDocumentsWithBytesChangedByChance(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            var value = bytes(VALID);
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                value[random.nextInt(value.length)] = random.nextInt(3) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) VALID.charAt(random.nextInt(VALID.length()));
            }
            agree(value);
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void agreesOnEveryOrderOfTheFields(String document) throws Exception {
        assertThat(PlainInteraction.read(bytes(document))).isEqualTo(bound(bytes(document)));
    }

    static List<String> orders() {
        var random = new SplittableRandom(5);
        var orders = new ArrayList<String>();
        for (int i = 0; i < 50; i++) {
            var fields = new ArrayList<>(
                    List.of(VALID.substring(1, VALID.length() - 1).split(",", -1)));
            java.util.Collections.shuffle(fields, new java.util.Random(random.nextLong()));
            orders.add("{" + String.join(",", fields) + "}");
        }
        return orders;
    }

    private static void agree(String document) {
        agree(bytes(document));
    }

    private static void agree(byte[] value) {
        var plain = PlainInteraction.read(value);
        if (plain != null) {
            try {
                assertThat(plain).isEqualTo(bound(value));
            } catch (InvalidEventException e) {
                throw new AssertionError(
                        "accepted what data binding refuses: " + new String(value, StandardCharsets.UTF_8), e);
            }
        }
    }

    private static InteractionEvent bound(byte[] value) throws InvalidEventException {
        return EventCodec.parse(InteractionEvent.class, value);
    }

    private static String with(String field, String value) {
        var replaced = VALID.replaceFirst(
                "\"" + field + "\":(\"[^\"]*\"|[0-9.]+)",
                java.util.regex.Matcher.quoteReplacement("\"" + field + "\":" + value));
        assertThat(replaced).contains(value);
        return replaced;
    }

    private static InteractionRecorded event(SplittableRandom random, int number) {
        var action = Action.values()[random.nextInt(Action.values().length)];
        boolean rated = action == Action.RATING || random.nextInt(5) == 0;
        return new InteractionRecorded(
                "event-" + number,
                random.nextBoolean() ? "default" : "shop-" + random.nextInt(9),
                Instant.ofEpochSecond(
                        random.nextLong(631_152_000L, 1_800_000_000L),
                        random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000)),
                "ng\u01b0\u1eddi-" + random.nextInt(1_000),
                "item " + random.nextInt(1_000),
                action,
                rated ? Double.valueOf(random.nextInt(2, 21) / 4.0) : null,
                random.nextBoolean() ? "r-" + random.nextInt() : null,
                random.nextBoolean() ? "r\u1ea5t t\u1ed1t" : null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.recloop.contracts.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recloop.contracts.events.InvalidEventException.Code;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
    private static final String VALID = """
            {"type":"interaction-recorded","eventId":"e1","occurredAt":"2026-11-21T06:59:00Z","user":"u1","item":"i1","action":"click"}""";

    @Test
    void fillsInTheTenantThatTheSenderLeftOut() throws Exception {
        assertThat(read(VALID).tenant()).isEqualTo("default");
        assertThat(read(VALID).key()).isEqualTo("default/u1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "type":"interaction-recorded" | "type":"teleported"        | UNKNOWN_TYPE     | type is not one that this topic carries
                    "type":"interaction-recorded",| ~~                         | UNKNOWN_TYPE     | type is missing
                    "action":"click"              | "action":"teleport"        | INVALID_FIELD    | action must be one of view, click, add_to_cart, purchase, like, dislike, rating
                    "action":"click"              | "action":1                 | INVALID_FIELD    | action must be one of view, click, add_to_cart, purchase, like, dislike, rating
                    "action":"click"              | "action":"rating"          | INVALID_FIELD    | rating is missing, which the action rating needs
                    "action":"click"              | "action":"rating","rating":7 | INVALID_FIELD  | rating must be from 0.5 to 5.0, was 7.0
                    "action":"click"              | "action":"rating","rating":"5" | INVALID_FIELD | rating has the wrong form
                    "action":"click"              | "action":"click","price":-0.01      | INVALID_FIELD | price must be at least 0
                    "action":"click"              | "action":"click","price":1e12       | INVALID_FIELD | price has too many digits: at most 12 before the point and 6 after it
                    "action":"click"              | "action":"click","price":1e99999999 | INVALID_FIELD | price has too many digits: at most 12 before the point and 6 after it
                    "action":"click"              | "action":"click","price":0.0000001  | INVALID_FIELD | price has too many digits: at most 12 before the point and 6 after it
                    "action":"click"              | "action":"click","currency":"EURO"  | INVALID_FIELD | currency must be a code of ISO 4217, such as EUR
                    "action":"click"              | "action":"click","currency":"eur"   | INVALID_FIELD | currency must be a code of ISO 4217, such as EUR
                    "action":"click"              | "action":"click","quantity":0       | INVALID_FIELD | quantity must be at least 1, was 0
                    "action":"click"              | "action":"click","quantity":1.5     | INVALID_FIELD | quantity has the wrong form
                    "action":"click"              | "action":"click","position":0       | INVALID_FIELD | position must be at least 1, was 0
                    "action":"click"              | "action":"click","orderId":" o1"    | INVALID_FIELD | orderId begins or ends with a blank
                    "action":"click"              | "action":"click","context":["a"]    | INVALID_FIELD | context has the wrong form
                    "user":"u1",                  | ~~                         | INVALID_FIELD    | user is missing
                    "user":"u1"                   | "user":" "                 | INVALID_FIELD    | user is blank
                    "user":"u1"                   | "user":"a\\u0000b"         | INVALID_FIELD    | user has a control character
                    "user":"u1"                   | "user":"a\\ud800b"         | INVALID_FIELD    | user has half of a surrogate pair
                    "user":"u1"                   | "user":{"id":1}            | INVALID_FIELD    | user has the wrong form
                    "user":"u1"                   | "user":"u1","user":"u2"    | MALFORMED        | not JSON at line 1, column 101
                    "user":"u1"                   | "user":"u1","tenant":"A b" | INVALID_FIELD    | tenant must be 1 to 63 lower-case letters, digits or hyphens, not beginning with a hyphen
                    2026-11-21T06:59:00Z          | yesterday                  | INVALID_FIELD    | occurredAt must be a time such as 2026-01-31T12:00:00Z
                    2026-11-21T06:59:00Z          | 2026-11-22T07:00:01Z       | IMPLAUSIBLE_TIME | occurredAt 2026-11-22T07:00:01Z is not between 1990-01-01T00:00:00Z and a day after now
                    2026-11-21T06:59:00Z          | 1969-07-20T20:17:40Z       | IMPLAUSIBLE_TIME | occurredAt 1969-07-20T20:17:40Z is not between 1990-01-01T00:00:00Z and a day after now
                    "click"}                      | "click"} trailing          | MALFORMED        | not JSON at line 1, column 125
                    "click"}                      | "click"                    | MALFORMED        | not JSON at line 1, column 123
                    """)
    void saysWhyAnEventIsRefused(String part, String instead, Code code, String reason) {
        assertThat(VALID).contains(part);
        var refusal = refusalOf(VALID.replace(part, instead).getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessage(reason);
    }

    @Test
    void readsAPriceWithAsManyDigitsAsTheLakeKeeps() throws Exception {
        var event = (InteractionRecorded)
                read(VALID.replace("\"click\"", "\"purchase\",\"price\":999999999999.999999,\"currency\":\"VND\""));
        assertThat(event.price()).isEqualTo("999999999999.999999");
    }

    @Test
    void refusesAContextOfManyOrLongEntries() {
        var many = IntStream.rangeClosed(1, 21)
                .mapToObj("\"k%d\":\"v\""::formatted)
                .collect(Collectors.joining(","));
        assertThat(refusalOf(withContext(many))).hasMessage("context has 21 entries, at most 20 are allowed");
        assertThat(refusalOf(withContext("\"device\":\"" + "x".repeat(257) + "\"")))
                .hasMessage("context.device has 257 characters, at most 256 are allowed");
    }

    private static byte[] withContext(String entries) {
        return VALID.replace("\"click\"", "\"click\",\"context\":{" + entries + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anInteractionWithoutAContextIsWrittenWithoutOne() throws Exception {
        assertThat(new String(EventCodec.write(read(VALID)), StandardCharsets.UTF_8))
                .doesNotContain("context");
    }

    @Test
    void replacesInTextsWhatCannotBeStored() throws Exception {
        var review =
                (InteractionRecorded) read(VALID.replace("\"click\"", "\"click\",\"comment\":\"a\\u0000b\\ud800\""));
        assertThat(review.comment()).isEqualTo("a\uFFFDb\uFFFD");
        var alert = new AlertRaised(
                "e", "default", NOW, "f", "rule", Severity.INFO, "test", "a\0b", Map.of("a", "\0"), Map.of("b", "\0"));
        assertThat(alert.summary()).isEqualTo("a\uFFFDb");
        assertThat(alert.labels()).containsValue("\uFFFD");
        assertThat(alert.details()).containsValue("\uFFFD");
    }

    @Test
    void refusesWhatIsNoJsonAtAll() {
        assertThat(refusalOf(new byte[0]).code()).isEqualTo(Code.MALFORMED);
        assertThat(refusalOf("null".getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(Code.MALFORMED);
        assertThat(refusalOf("[]".getBytes(StandardCharsets.UTF_8)).code()).isIn(Code.UNKNOWN_TYPE, Code.INVALID_FIELD);
        assertThat(refusalOf(new byte[] {(byte) 0xff, (byte) 0xfe, 0}).code()).isEqualTo(Code.MALFORMED);
    }

    @Test
    void refusesALargeValueBeforeParsingIt() {
        assertThat(refusalOf(new byte[EventCodec.MAX_EVENT_BYTES + 1]))
                .hasMessage("the event has 1048577 bytes, at most 1048576 are allowed");
    }

    @Test
    void neverRepeatsALongIdInTheReason() {
        var refusal = refusalOf(
                VALID.replace("\"u1\"", "\"" + "x".repeat(10_000) + "\"").getBytes(StandardCharsets.UTF_8));
        assertThat(refusal).hasMessage("user has 10000 characters, at most 256 are allowed");
    }

    @Test
    void aDeadLetterKeepsTheBeginningOfALargeValueAndSaysItsLength() throws Exception {
        var refusal = refusalOf(new byte[2_000_000]);
        var headers = DeadLetter.headers(refusal, "training-service", "interactions", 3, 42, 2_000_000);
        assertThat(DeadLetter.value(new byte[2_000_000])).hasSize(DeadLetter.MAX_KEPT_BYTES);
        assertThat(DeadLetter.value(new byte[5])).hasSize(5);
        assertThat(headers).hasEntrySatisfying("dead-letter-code", v -> assertThat(new String(v))
                .isEqualTo("too-large"));
        assertThat(headers).hasEntrySatisfying("dead-letter-offset", v -> assertThat(new String(v))
                .isEqualTo("42"));
        assertThat(headers).hasEntrySatisfying("dead-letter-bytes", v -> assertThat(new String(v))
                .isEqualTo("2000000"));
    }

    @Test
    void aFingerprintDependsOnEachPartAndNotOnTheOrderOfLabels() {
        var one = Fingerprint.of("default", "rule", Map.of("a", "bc", "d", "e"));
        assertThat(Fingerprint.of("default", "rule", Map.of("d", "e", "a", "bc")))
                .isEqualTo(one)
                .hasSize(32);
        assertThat(Fingerprint.of("default", "rule", Map.of("ab", "c", "d", "e")))
                .isNotEqualTo(one);
        assertThat(Fingerprint.of("other", "rule", Map.of("a", "bc", "d", "e"))).isNotEqualTo(one);
    }

    @Test
    void aModelPublishedWithAPathForAnIdIsRefused() {
        assertThatThrownBy(() -> new ModelPublished(
                        "e",
                        "default",
                        NOW,
                        1,
                        "../../etc/passwd",
                        "als",
                        "file:/x",
                        "0".repeat(64),
                        "d",
                        null,
                        "r",
                        Map.of()))
                .hasMessageContaining("modelId must be");
    }

    @Test
    void aSignOfLifeHasAKeyOfItsOwnSoThatCompactionKeepsWhatTheReplicaServesToo() {
        var serving = new ModelServing("e1", "shop", NOW, "rec-1", 8, "als-1", 2, 3, 4);
        var alive = new ReplicaAlive("e2", "shop", NOW, "rec-1", 8, "als-1", true, NOW, null);
        assertThat(alive.key()).isEqualTo("shop/rec-1/alive").isNotEqualTo(serving.key());
        assertThat(alive.stopping()).isFalse();
    }

    @Test
    void aRetractionHasToSayWhatItTakesBack() throws Exception {
        var retraction = VALID.replace("interaction-recorded", "interaction-retracted")
                .replace("\"item\":\"i1\",\"action\":\"click\"", "\"retractedBy\":\"shop\",\"reason\":\"cancelled\"");
        assertThat(refusalOf(retraction.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("interactionId, item or orderId is needed to say what is retracted");
        assertThat(read(retraction.replace("\"reason\"", "\"orderId\":\"o1\",\"reason\"")))
                .isInstanceOf(InteractionRetracted.class)
                .extracting(Event::key)
                .isEqualTo("default/u1");
    }

    @Test
    void aChallengerHasAShareBetweenNobodyAndEverybody() {
        assertThatThrownBy(() -> new Challenger("ease-1", "0".repeat(64), 0, "salt"))
                .hasMessage("challenger.share must be above 0 and below 1, was 0.0");
        assertThatThrownBy(() -> new Challenger("ease-1", "0".repeat(64), 1, "salt"))
                .hasMessage("challenger.share must be above 0 and below 1, was 1.0");
        assertThat(new Challenger("ease-1", "0".repeat(64), 0.5, "salt").share())
                .isEqualTo(0.5);
    }

    private static InteractionEvent read(String json) throws InvalidEventException {
        return EventCodec.read(InteractionEvent.class, json.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static InvalidEventException refusalOf(byte[] value) {
        var refusal = catchThrowableOfType(
                InvalidEventException.class, () -> EventCodec.read(InteractionEvent.class, value, NOW));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}

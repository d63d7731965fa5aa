package io.recloop.contracts.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads `interaction-recorded`, the commonest event by far, in its plain form, byte by byte.
///
/// Plain is what [EventCodec#write] and most JSON writers make of an interaction that is in order. Everything else
/// (an escape, an unknown or repeated field, an exponent, a time with an offset, a value that a record refuses) gives
/// null and is left to the general codec, which alone decides about refusals and words their reasons. So this reader
/// can only be stricter, never more lenient; `PlainInteractionTest` compares the two.
final class PlainInteraction {
    /// In the order in which the codec writes them, so that the next field is usually the next constant.
    private enum Field {
        TYPE("type"),
        EVENT_ID("eventId"),
        TENANT("tenant"),
        OCCURRED_AT("occurredAt"),
        USER("user"),
        ITEM("item"),
        ACTION("action"),
        RATING("rating"),
        REQUEST_ID("requestId"),
        COMMENT("comment");

        private final byte[] name;

        Field(String name) {
            this.name = bytes(name);
        }
    }

    private static final Field[] FIELDS = Field.values();
    private static final Action[] ACTIONS = Action.values();
    private static final byte[][] ACTION_CODES =
            Arrays.stream(ACTIONS).map(action -> bytes(action.code())).toArray(byte[][]::new);
    private static final byte[] TYPE = bytes("interaction-recorded");
    private static final byte[] DEFAULT_TENANT = bytes(Fields.DEFAULT_TENANT);
    private static final byte[] NULL = bytes("null");
    /// Up to here a decimal is a quotient of two integers that a double holds exactly, so dividing rounds once, as
    /// parsing does.
    private static final int MAX_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final byte[] json;
    private int at;
    /// The string that was read last: its bytes are `json[from..to)`.
    private int from;

    private int to;
    /// Negative where one of them is not ASCII.
    private int bits;

    private @Nullable String eventId;
    private @Nullable String tenant;
    private @Nullable Instant occurredAt;
    private @Nullable String user;
    private @Nullable String item;
    private @Nullable Action action;
    private @Nullable Double rating;
    private @Nullable String requestId;
    private @Nullable String comment;

    private PlainInteraction(byte[] json) {
        this.json = json;
    }

    /// Null where the value is not plain, or not valid.
    static @Nullable InteractionRecorded read(byte[] json) {
        var reader = new PlainInteraction(json);
        return reader.document() ? reader.event() : null;
    }

    @SuppressWarnings("NullAway") // What is missing, the constructor refuses.
    private @Nullable InteractionRecorded event() {
        try {
            return new InteractionRecorded(eventId, tenant, occurredAt, user, item, action, rating, requestId, comment);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean document() {
        int seen = 0;
        int next = 0;
        if (!takes('{')) {
            return false;
        }
        do {
            int field = string() ? field(next) : -1;
            if (field < 0 || (seen & 1 << field) != 0 || !takes(':') || !value(FIELDS[field])) {
                return false;
            }
            seen |= 1 << field;
            next = field + 1;
        } while (takes(','));
        boolean closed = takes('}');
        skipBlanks();
        return closed && at == json.length && (seen & 1 << Field.TYPE.ordinal()) != 0;
    }

    private int field(int expected) {
        for (int i = 0; i < FIELDS.length; i++) {
            int candidate = expected + i < FIELDS.length ? expected + i : expected + i - FIELDS.length;
            if (is(FIELDS[candidate].name)) {
                return candidate;
            }
        }
        return -1;
    }

    private boolean value(Field field) {
        skipBlanks();
        if (at < json.length && json[at] == 'n') {
            return field != Field.TYPE && nothing();
        }
        return switch (field) {
            case TYPE -> string() && is(TYPE);
            case EVENT_ID -> (eventId = text()) != null;
            case TENANT -> (tenant = tenant()) != null;
            case OCCURRED_AT -> string() && (occurredAt = PlainInstant.parse(json, from, to)) != null;
            case USER -> (user = text()) != null;
            case ITEM -> (item = text()) != null;
            case ACTION -> string() && (action = action()) != null;
            case RATING -> (rating = decimal()) != null;
            case REQUEST_ID -> (requestId = text()) != null;
            case COMMENT -> (comment = text()) != null;
        };
    }

    private boolean nothing() {
        int end = at + NULL.length;
        boolean taken = end <= json.length && Arrays.equals(json, at, end, NULL, 0, NULL.length);
        at = end;
        return taken;
    }

    private @Nullable String tenant() {
        if (!string()) {
            return null;
        }
        return is(DEFAULT_TENANT) ? Fields.DEFAULT_TENANT : decoded();
    }

    private @Nullable Action action() {
        for (int i = 0; i < ACTIONS.length; i++) {
            if (is(ACTION_CODES[i])) {
                return ACTIONS[i];
            }
        }
        return null;
    }

    private @Nullable Double decimal() {
        int first = at;
        long digits = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            digits = digits * 10 + json[at++] - '0';
            if (at - first > MAX_DIGITS) {
                return null;
            }
        }
        int whole = at - first;
        if (whole == 0 || (whole > 1 && json[first] == '0')) {
            return null;
        }
        int decimals = 0;
        if (at < json.length && json[at] == '.') {
            at++;
            while (at < json.length && json[at] >= '0' && json[at] <= '9') {
                digits = digits * 10 + json[at++] - '0';
                if (whole + ++decimals > MAX_DIGITS) {
                    return null;
                }
            }
            if (decimals == 0) {
                return null;
            }
        }
        return digits / POWERS_OF_TEN[decimals];
    }

    private @Nullable String text() {
        return string() ? decoded() : null;
    }

    @SuppressWarnings("deprecation") // The one constructor that copies ASCII without looking at it again.
    private @Nullable String decoded() {
        if (bits >= 0) {
            return new String(json, 0, from, to - from);
        }
        var text = new String(json, from, to - from, StandardCharsets.UTF_8);
        // What Java replaces is not UTF-8, and not plain.
        return text.indexOf('\uFFFD') < 0 ? text : null;
    }

    /// Takes a string without escapes and control characters.
    private boolean string() {
        if (!takes('"')) {
            return false;
        }
        int end = at;
        int all = 0;
        while (end < json.length) {
            byte b = json[end];
            if (b == '"') {
                from = at;
                to = end;
                bits = all;
                at = end + 1;
                return true;
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                return false;
            }
            all |= b;
            end++;
        }
        return false;
    }

    private boolean is(byte[] expected) {
        return to - from == expected.length && Arrays.equals(json, from, to, expected, 0, expected.length);
    }

    private boolean takes(char token) {
        skipBlanks();
        boolean there = at < json.length && json[at] == token;
        if (there) {
            at++;
        }
        return there;
    }

    private void skipBlanks() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.recloop.local.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemUpserted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns rows into events of the contract. Not thread-safe: ids depend on the order of the rows.
final class RowEvents {

    /// Rows without a time get one second after another from here, in the order of their `order` column or of
    /// the file: the order is kept, the same file always gets the same times, and nobody takes them for recent.
    static final Instant WITHOUT_TIME_FROM = Instant.parse("2000-01-01T00:00:00Z");

    private static final Pattern YEAR = Pattern.compile(".*\\((\\d{4})\\)\\s*");
    private static final String NO_GENRES = "(no genres listed)";

    private static final TypeReference<Map<String, String>> CONTEXT = new TypeReference<>() {};

    private final Kind kind;
    private final String tenant;
    private final Action actionOtherwise;
    private final Instant now;
    private final EventIds ids = new EventIds();
    private long rows;

    /// @param actionOtherwise for rows that have neither an action nor a rating
    RowEvents(Kind kind, String tenant, Action actionOtherwise, Instant now) {
        this.kind = kind;
        this.tenant = tenant;
        this.actionOtherwise = actionOtherwise;
        this.now = now;
    }

    /// @throws Refusal when the row lacks something or breaks the contract
    Event event(Row.Parsed row) throws Refusal {
        rows++;
        try {
            return kind == Kind.ITEMS ? item(row) : interaction(row);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Objects.requireNonNullElse(e.getMessage(), "not valid"));
        }
    }

    private InteractionRecorded interaction(Row.Parsed row) throws Refusal {
        var user = required(row, Column.USER, "the user is missing");
        var item = required(row, Column.ITEM, "the item is missing");
        var rating = rating(row.value(Column.RATING));
        var word = row.value(Column.ACTION);
        var action = word != null ? Actions.named(word) : rating != null ? Action.RATING : actionOtherwise;
        var time = row.value(Column.TIME);
        var comment = row.value(Column.COMMENT);
        var position = row.value(Column.POSITION);
        var order = row.value(Column.ORDER) == null ? position : row.value(Column.ORDER);
        // What an interaction may carry beside is not part of its id: a file that an earlier version imported keeps its
        // ids.
        return new InteractionRecorded(
                id(row, "interaction", user, item, action.code(), text(rating), text(time), text(order), text(comment)),
                tenant,
                time != null ? Times.parse(time, now) : withoutTime(order),
                user,
                item,
                action,
                rating,
                row.value(Column.REQUEST),
                comment,
                price(row.value(Column.PRICE)),
                row.value(Column.CURRENCY),
                whole("quantity", row.value(Column.QUANTITY)),
                row.value(Column.ORDER_ID),
                time == null ? null : whole("position", position),
                context(row.value(Column.CONTEXT)));
    }

    private static @Nullable Integer whole(String what, @Nullable String text) throws Refusal {
        try {
            return text == null ? null : new BigDecimal(text).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new Refusal("the %s is not a whole number".formatted(what));
        }
    }

    private static Map<String, String> context(@Nullable String text) throws Refusal {
        try {
            return text == null ? Map.of() : EventCodec.JSON.readValue(text, CONTEXT);
        } catch (JsonProcessingException e) {
            throw new Refusal("the context is not a JSON object of texts");
        }
    }

    private ItemUpserted item(Row.Parsed row) throws Refusal {
        var item = required(row, Column.ITEM, "the item is missing");
        var name = required(row, Column.NAME, "the name is missing");
        var categories = categories(row.value(Column.CATEGORIES));
        var price = price(row.value(Column.PRICE));
        var available = available(row.value(Column.AVAILABLE));
        var description = row.value(Column.DESCRIPTION);
        var brand = row.value(Column.BRAND);
        return new ItemUpserted(
                id(
                        row,
                        "item",
                        item,
                        name,
                        categories.toString(),
                        text(brand),
                        text(price),
                        text(available),
                        text(description)),
                tenant,
                now,
                item,
                name,
                description,
                categories,
                brand,
                price,
                available,
                attributes(name));
    }

    private String id(Row.Parsed row, String... content) {
        var given = row.value(Column.EVENT_ID);
        if (given != null) {
            return given;
        }
        var all = Arrays.copyOf(content, content.length + 1);
        all[content.length] = tenant;
        return ids.of(all);
    }

    private static String required(Row.Parsed row, Column column, String otherwise) throws Refusal {
        var value = row.value(column);
        if (value == null) {
            throw new Refusal(otherwise);
        }
        return value;
    }

    private Instant withoutTime(@Nullable String order) throws Refusal {
        try {
            long seconds = order == null ? rows - 1 : new BigDecimal(order).longValueExact();
            return Times.parse(Long.toString(WITHOUT_TIME_FROM.getEpochSecond() + seconds), now);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new Refusal("the order is not a whole number");
        }
    }

    private static @Nullable Double rating(@Nullable String text) throws Refusal {
        try {
            return text == null ? null : Double.valueOf(text.replace(',', '.'));
        } catch (NumberFormatException e) {
            throw new Refusal("the rating is not a number");
        }
    }

    private static @Nullable BigDecimal price(@Nullable String text) throws Refusal {
        try {
            return text == null ? null : new BigDecimal(text.replaceFirst("^[$€£₫]\\s*", ""));
        } catch (NumberFormatException e) {
            throw new Refusal("the price is not a number");
        }
    }

    private static @Nullable Boolean available(@Nullable String text) throws Refusal {
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "y" -> true;
            case "false", "no", "0", "n" -> false;
            default -> throw new Refusal("available is neither true nor false");
        };
    }

    /// A name may hold a comma where another separator is used.
    private static List<String> categories(@Nullable String text) {
        if (text == null || text.equals(NO_GENRES)) {
            return List.of();
        }
        var separator = text.indexOf('|') >= 0 ? "|" : text.indexOf(';') >= 0 ? ";" : ",";
        return Pattern.compile(separator, Pattern.LITERAL)
                .splitAsStream(text)
                .map(String::strip)
                .filter(category -> !category.isEmpty())
                .distinct()
                .toList();
    }

    /// MovieLens writes a film's year behind its title.
    private static Map<String, String> attributes(String name) {
        var attributes = new LinkedHashMap<String, String>();
        var year = YEAR.matcher(name);
        if (year.matches()) {
            attributes.put("year", year.group(1));
        }
        return attributes;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}

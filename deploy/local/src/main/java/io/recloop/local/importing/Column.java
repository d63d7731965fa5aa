package io.recloop.local.importing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a column of a file can mean, and the names under which it is recognised.
///
/// Names are compared without case, blanks, hyphens and underscores. Earlier names win where a file has several.
public enum Column {
    USER("user", "userid", "uid", "customer", "customerid", "visitorid", "reviewerid", "member"),
    ITEM("item", "itemid", "iid", "movieid", "product", "productid", "asin", "sku", "isbn", "parentasin", "articleid"),
    RATING("rating", "stars", "score", "overall"),
    TIME("timestamp", "time", "ts", "occurredat", "date", "datetime", "unixreviewtime", "createdat"),
    ACTION("action", "event", "eventtype", "behavior", "behaviour"),
    ORDER("order", "sequence", "seq"),
    /// Where the item was shown; the order of rows in a file without times.
    POSITION("position"),
    COMMENT("comment", "review", "reviewtext", "text"),
    REQUEST("requestid"),
    CURRENCY("currency", "currencycode"),
    QUANTITY("quantity", "qty"),
    ORDER_ID("orderid", "transactionid"),
    CONTEXT("context"),
    EVENT_ID("eventid"),
    NAME("name", "title", "itemname", "productname"),
    CATEGORIES("categories", "category", "genres", "genre"),
    BRAND("brand", "manufacturer"),
    PRICE("price"),
    DESCRIPTION("description"),
    AVAILABLE("available", "instock");

    private final List<String> names;

    Column(String... names) {
        this.names = List.of(names);
    }

    static Optional<Column> named(String header) {
        var plain = plain(header);
        return Arrays.stream(values())
                .filter(column -> column.names.contains(plain))
                .findFirst();
    }

    /// Lower is better; for two headers that mean the same.
    int preference(String header) {
        return names.indexOf(plain(header));
    }

    static String plain(String header) {
        return header.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}

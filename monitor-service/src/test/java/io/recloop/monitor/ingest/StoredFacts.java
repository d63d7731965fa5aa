package io.recloop.monitor.ingest;

import java.util.ArrayList;
import java.util.List;

/// What is in the tables.
record StoredFacts(FactStore facts) {
    long sum(String column, String table, String tenant) {
        return facts.call(connection -> {
            try (var select = connection.prepareStatement(
                    "select coalesce(sum(%s), 0) from %s where tenant = ?".formatted(column, table))) {
                select.setString(1, tenant);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    List<String> texts(String column, String table) {
        return facts.call(connection -> {
            try (var select = connection.createStatement();
                    var rows = select.executeQuery("select %s from %s".formatted(column, table))) {
                var texts = new ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        });
    }
}

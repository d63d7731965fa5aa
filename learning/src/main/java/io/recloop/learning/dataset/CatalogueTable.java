package io.recloop.learning.dataset;

import io.recloop.learning.duckdb.DuckDb;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;

/// Table `catalogue`: ids of items that are in a dataset whether or not anybody had them.
public final class CatalogueTable {
    private static final String TABLE = "create table catalogue (item_id varchar not null)";

    private CatalogueTable() {}

    public static void create(DuckDb duckdb, Collection<String> items) throws SQLException, IOException {
        duckdb.execute(TABLE);
        duckdb.append("catalogue", row -> {
            for (var item : items) {
                row.beginRow();
                row.append(item);
                row.endRow();
            }
        });
    }
}

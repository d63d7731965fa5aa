package io.recloop.training.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.learning.dataset.CatalogueTable;
import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.duckdb.DuckDb;
import io.recloop.learning.duckdb.SqlTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the shop offers, as the lake has it: the newest word on each item, without those that were removed.
final class Catalogue {
    /// A later life of the topic outranks an earlier one; within one an item's events are all in one partition.
    private static final String NEWEST = """
            select item_id, newest.document as document from (
                select item_id, max_by({'removed': removed, 'document': document},
                    {'epoch': regexp_extract(filename, 'epoch-\\d+'), 'offset': "offset"}) as newest
                from read_parquet([:files], filename = true)
                where tenant = :tenant
                group by item_id)
            where not newest.removed
            """;

    /// An id and a text of it, with the objects around them.
    private static final long BYTES_OF_AN_ITEM = 500;

    private Catalogue() {}

    /// Fills table `catalogue` with the ids.
    ///
    /// @param maxTextBytes of the heap that the texts may take, by estimate
    /// @return what is said of each, by id
    /// @throws CatalogueTooLargeException where they would take more; nothing is loaded then
    static Map<String, ItemText> load(DuckDb duckdb, String tenant, List<Path> files, long maxTextBytes)
            throws SQLException, IOException {
        var texts = new HashMap<String, ItemText>();
        if (!files.isEmpty()) {
            var template = new SqlTemplate().with("files", DuckDb.quoted(files)).with("tenant", DuckDb.quoted(tenant));
            requireRoom(duckdb, template, tenant, maxTextBytes);
            duckdb.each(template.fill(NEWEST), row -> {
                if (read(row.getString(2)) instanceof ItemUpserted item) {
                    texts.put(item.item(), ItemText.of(item));
                }
            });
        }
        CatalogueTable.create(duckdb, texts.keySet());
        return texts;
    }

    /// A tenant's own clients write the catalogue: it must not cost more than that tenant's runs.
    private static void requireRoom(DuckDb duckdb, SqlTemplate template, String tenant, long maxTextBytes)
            throws SQLException, IOException {
        var size = duckdb.one(
                "select count(*), coalesce(sum(strlen(document)), 0) from (%s)".formatted(template.fill(NEWEST)),
                row -> new long[] {row.getLong(1), row.getLong(2)});
        // A character beyond Latin takes two bytes of the heap, and two or three of the document.
        long bytes = 2 * size[1] + size[0] * BYTES_OF_AN_ITEM;
        if (bytes > maxTextBytes) {
            throw new CatalogueTooLargeException(tenant, size[0], bytes, maxTextBytes);
        }
    }

    private static ItemEvent read(String document) {
        try {
            return EventCodec.JSON.readValue(document, ItemEvent.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an item of the lake cannot be read", e);
        }
    }
}

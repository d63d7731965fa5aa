package io.recloop.training.dataset;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The last refreshes of each tenant, in the artifact store: `refreshes/<tenant>/<number>/` with `refresh.json` and the
/// ids of that time in `users.parquet` and `items.parquet`, and `refresh-events/<tenant>/<number>/` with the validated
/// and deduplicated events in their rows. The events go first, and an entry is in the store whole or not at all: one
/// that a crash prevented was never there.
final class RefreshJournal {
    static final String EVENTS = "event.parquet";
    private static final String ENTRY = "refresh.json";
    private static final String FOLDER = "refreshes";
    private static final String EVENTS_FOLDER = "refresh-events";

    private final ArtifactStore store;

    RefreshJournal(ArtifactStore store) {
        this.store = store;
    }

    /// @param eventRecipe what the events in `event.parquet` depend on beside the lake
    /// @param recipe      what the dataset depends on beside its events
    /// @param slice       as it was asked for
    /// @param refused     reason to number of records, the valid ones under the empty reason
    record Entry(
            String version,
            Instant at,
            String eventRecipe,
            String recipe,
            Slicing slice,
            Position interactions,
            Position items,
            Map<String, Long> refused) {}

    /// How far a topic had been read.
    record Position(@Nullable String epoch, Map<Integer, Long> nextOffsets) {}

    /// A request's slice as JSON has it.
    record Slicing(String tenant, @Nullable Instant incumbentThrough, int minimumUsers) {
        static Slicing of(DatasetBuilder.Request request) {
            return new Slicing(request.tenant(), request.incumbentThrough().orElse(null), request.minimumUsers());
        }
    }

    /// An entry, and where it was fetched to.
    record Kept(Entry entry, String number, Path folder) {}

    Optional<Kept> last(String tenant, Path work) throws IOException {
        var numbers = store.list(key(FOLDER, tenant));
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        var folder = work.resolve("journal");
        store.fetch(key(FOLDER, tenant, numbers.getLast()), folder);
        var entry = EventCodec.JSON.readValue(folder.resolve(ENTRY).toFile(), Entry.class);
        return Optional.of(new Kept(entry, numbers.getLast(), folder));
    }

    /// @return the entry's `event.parquet`; empty where it is gone
    Optional<Path> events(Kept kept, Path work) throws IOException {
        var folder = work.resolve("journal-events");
        try {
            store.fetch(key(EVENTS_FOLDER, kept.entry().slice().tenant(), kept.number()), folder);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(folder.resolve(EVENTS)).filter(Files::exists);
    }

    /// @param folder holds `users.parquet` and `items.parquet`
    /// @param events holds `event.parquet`
    void add(Entry entry, Path folder, Path events) throws IOException {
        Files.write(folder.resolve(ENTRY), EventCodec.JSON.writeValueAsBytes(entry));
        var tenant = entry.slice().tenant();
        // An entry whose events went in and which did not follow itself has used its number up.
        var numbers = new TreeSet<>(store.list(key(FOLDER, tenant)));
        numbers.addAll(store.list(key(EVENTS_FOLDER, tenant)));
        var number = "%08d".formatted(numbers.isEmpty() ? 1 : Long.parseLong(numbers.last()) + 1);
        store.put(key(EVENTS_FOLDER, tenant, number), events);
        store.put(key(FOLDER, tenant, number), folder);
        for (var old : numbers) {
            store.delete(key(FOLDER, tenant, old));
            store.delete(key(EVENTS_FOLDER, tenant, old));
        }
    }

    private static String key(String... names) {
        return String.join("/", names);
    }
}

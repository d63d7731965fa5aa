package io.recloop.training.dataset;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.DatasetFiles;
import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.learning.duckdb.DuckDb;
import io.recloop.learning.duckdb.SqlTemplate;
import io.recloop.training.dataset.RefreshJournal.Entry;
import io.recloop.training.dataset.RefreshJournal.Kept;
import io.recloop.training.dataset.RefreshJournal.Position;
import io.recloop.training.dataset.RefreshJournal.Slicing;
import io.recloop.training.dataset.RefreshPlan.Mode;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeMerge;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings the dataset up to date with the lake, with as little work as gives what reading everything would give, and
/// keeps it in the artifact store. Whatever stops it leaves the last dataset as it is and no part of a new one.
/// Thread-safe; two refreshes of one tenant at a time are not expected, and the later one wins.
@Singleton
public final class DatasetRefresh {
    private final LakeBuild build;
    private final DatasetArchive archive;
    private final RefreshJournal journal;
    private final LakeMerge merge;

    @Inject
    public DatasetRefresh(LakeBuild build, ArtifactStore store, LakeMerge merge) {
        this.build = build;
        this.archive = new DatasetArchive(store);
        this.journal = new RefreshJournal(store);
        this.merge = merge;
    }

    /// @param slice what the dataset is for
    public record Request(DatasetBuilder.Request slice, Set<RefreshOption> options) {
        public Request {
            options = Set.copyOf(options);
        }

        public static Request of(DatasetBuilder.Request slice, RefreshOption... options) {
            return new Request(slice, Set.of(options));
        }

        private boolean asks(RefreshOption option) {
            return options.contains(option);
        }
    }

    /// @param work an existing, empty folder
    /// @throws TooLittleDataException where there is nobody or nothing to train on
    public RefreshReport refresh(Request request, Path work)
            throws IOException, InterruptedException, TooLittleDataException {
        if (!request.asks(RefreshOption.SKIP_MERGE) && !request.asks(RefreshOption.DRY_RUN)) {
            merge.merge();
        }
        var last = journal.last(request.slice().tenant(), work);
        var plan = plan(request, last.orElse(null), work);
        if (plan.dryRun()) {
            return new RefreshReport(plan, Optional.empty(), false, Optional.empty());
        }
        if (plan.mode() == Mode.NOTHING) {
            return new RefreshReport(plan, plan.former().flatMap(this::described), true, Optional.empty());
        }
        return build(request, plan, last.orElse(null), work);
    }

    /// Refreshes, and reads the dataset where nothing was new.
    public Dataset take(Request request, Path work) throws IOException, InterruptedException, TooLittleDataException {
        var report = refresh(request, work);
        var dataset = report.dataset();
        return dataset.isPresent()
                ? dataset.get()
                : archive.load(report.version().orElseThrow(), work);
    }

    public Dataset load(String version, Path work) throws IOException {
        return archive.load(version, work);
    }

    /// What the shop offers now: what is said of each item, by id.
    ///
    /// @param work an existing, empty folder
    public Map<String, ItemText> catalogue(String tenant, Path work) throws IOException {
        var folder = work.resolve("catalogue");
        try (var duckdb = new DuckDb(folder, build.memory())) {
            return Catalogue.load(
                    duckdb, tenant, build.look().items().files(), build.config().maxTextBytesOrDefault());
        } catch (SQLException e) {
            throw new IOException("DuckDB: " + e.getMessage(), e);
        } finally {
            DuckDb.remove(folder);
        }
    }

    private Optional<Dataset.Description> described(String version) {
        try {
            return archive.description(version);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private RefreshPlan plan(Request request, @Nullable Kept last, Path work)
            throws IOException, TooLittleDataException {
        var view = build.look();
        if (view.interactions().files().isEmpty()) {
            throw new TooLittleDataException("no interaction has arrived yet");
        }
        boolean dry = request.asks(RefreshOption.DRY_RUN);
        var tenant = request.slice().tenant();
        if (last == null) {
            long rows = count(tenant, view, null, work);
            return new RefreshPlan(Mode.FULL, "there was no refresh before", false, rows, rows, Optional.empty(), dry);
        }
        var former = last.entry();
        var version = Optional.of(former.version());
        boolean sameTopic = Objects.equals(
                former.interactions().epoch(),
                view.interactions().coverage().epoch().orElse(null));
        long rows = count(tenant, view, null, work);
        long fresh = sameTopic ? count(tenant, view, former, work) : rows;
        if (request.asks(RefreshOption.FORCE_FULL)) {
            return new RefreshPlan(Mode.FULL, "a full refresh was asked for", false, fresh, rows, version, dry);
        }
        if (sameTopic && fresh >= build.config().incrementalBelow()) {
            var reason = "%d interactions are new, fewer than %d would have been added"
                    .formatted(fresh, build.config().incrementalBelow());
            return new RefreshPlan(Mode.FULL, reason, false, fresh, rows, version, dry);
        }
        var incremental = new RefreshPlan(
                Mode.INCREMENTAL,
                "%d new interactions are added to the %d of %s".formatted(fresh, rows - fresh, former.version()),
                false,
                fresh,
                rows,
                version,
                dry);
        var hindrance = hindrance(former, sameTopic);
        if (hindrance != null) {
            return incremental.fallingBack(hindrance);
        }
        boolean nothing = fresh == 0
                && former.items().equals(position(view.items()))
                && former.recipe().equals(recipe())
                && former.slice().equals(Slicing.of(request.slice()))
                && archive.description(former.version()).isPresent();
        return nothing && !request.asks(RefreshOption.FORCE)
                ? new RefreshPlan(
                        Mode.NOTHING, "nothing is new since " + former.version(), false, 0, rows, version, dry)
                : incremental;
    }

    /// Why new events cannot be added to the last ones.
    private @Nullable String hindrance(Entry former, boolean sameTopic) {
        if (!sameTopic) {
            return "the topic began anew";
        }
        if (!former.eventRecipe().equals(eventRecipe())) {
            return "events are read in another way than then";
        }
        return former.refused().containsKey(EventSql.FUTURE) ? "some records were in the future then" : null;
    }

    private long count(String tenant, LakeBuild.View view, @Nullable Entry since, Path work) throws IOException {
        var offsets = since == null ? null : since.interactions().nextOffsets();
        var files = offsets == null
                ? view.interactions().files()
                : view.interactions().filesFrom(offsets);
        if (files.isEmpty()) {
            return 0;
        }
        var folder = work.resolve("plan");
        try (var duckdb = new DuckDb(folder, build.memory())) {
            return duckdb.count(new SqlTemplate()
                    .with("files", DuckDb.quoted(files))
                    .with("tenant", DuckDb.quoted(tenant))
                    .with("new_ones", offsets == null ? "true" : LakeEvents.newOnes(offsets))
                    .fill(EventSql.INTERACTIONS + " where tenant = :tenant and retraction is null and (:new_ones)"));
        } catch (SQLException e) {
            throw new IOException("DuckDB: " + e.getMessage(), e);
        } finally {
            DuckDb.remove(folder);
        }
    }

    private RefreshReport build(Request request, RefreshPlan plan, @Nullable Kept last, Path work)
            throws IOException, TooLittleDataException {
        var formerUsers = last == null ? null : last.folder().resolve(DatasetFiles.USERS);
        var former = plan.mode() == Mode.INCREMENTAL && last != null ? former(last, work) : null;
        boolean keeps = build.config().incrementalBelow() > 0;
        var done = plan;
        LakeBuild.Built built;
        try {
            built = build.run(request.slice(), new LakeBuild.Manner(former, formerUsers, keeps), work);
            if (plan.mode() == Mode.INCREMENTAL && former == null) {
                done = plan.fallingBack("its events are gone from the store");
            }
        } catch (CannotAddException e) {
            done = plan.fallingBack(String.valueOf(e.getMessage()));
            built = buildAll(request, new LakeBuild.Manner(null, formerUsers, keeps), work);
        }
        archive.keep(built.dataset(), work);
        if (keeps) {
            journal.add(entry(request, built), work.resolve(LakeBuild.IDS), work.resolve(LakeBuild.EVENTS));
        }
        var version = built.dataset().version();
        return new RefreshReport(
                done,
                Optional.of(built.dataset().description()),
                done.former().filter(version::equals).isPresent(),
                Optional.of(built.dataset()));
    }

    private LakeEvents.@Nullable Former former(Kept last, Path work) throws IOException {
        var events = journal.events(last, work);
        return events.isEmpty()
                ? null
                : new LakeEvents.Former(
                        last.folder(),
                        events.get(),
                        last.entry().interactions().nextOffsets(),
                        last.entry().refused());
    }

    private LakeBuild.Built buildAll(Request request, LakeBuild.Manner manner, Path work)
            throws IOException, TooLittleDataException {
        try {
            return build.run(request.slice(), manner, work);
        } catch (CannotAddException e) {
            throw new AssertionError("nothing was to be added to", e);
        }
    }

    private Entry entry(Request request, LakeBuild.Built built) {
        return new Entry(
                built.dataset().version(),
                build.clock().instant(),
                eventRecipe(),
                recipe(),
                Slicing.of(request.slice()),
                position(built.view().interactions()),
                position(built.view().items()),
                built.refused());
    }

    private String eventRecipe() {
        return Recipe.ofEvents(build.config(), build.comments());
    }

    private String recipe() {
        return Recipe.ofDatasets(build.config());
    }

    private static Position position(Lake.Snapshot snapshot) {
        return new Position(
                snapshot.coverage().epoch().orElse(null), snapshot.coverage().nextOffsets());
    }
}

package io.recloop.local.cli;

import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.RunningStack;
import io.recloop.local.importing.Column;
import io.recloop.local.importing.FileImport;
import io.recloop.local.importing.Format;
import io.recloop.local.importing.ImportReport;
import io.recloop.local.importing.KafkaSink;
import io.recloop.local.importing.Kind;
import io.recloop.local.importing.Wishes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Sends interactions or items from a file to the running stack.",
            "",
            "CSV (with , tab ; or |), JSON lines and MovieLens `::` files, plain or gzipped, UTF-8 or Latin-1. Format, kind and columns are detected and printed; options override them.",
            "Importing a file twice changes nothing: event ids are derived from the rows."
        },
        footer = {
            "",
            "Times: seconds, milliseconds or microseconds since 1970, ISO 8601, `2026-01-31 12:00:00` (UTC), or a date.",
            "Rows without a time get seconds from 2000-01-01 on, by their `order` column or their place in the file.",
            "Exit code 0 all imported, 1 some rows refused, 2 nothing imported."
        })
public final class ImportCommand implements Callable<Integer> {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "File to import")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format: ${COMPLETION-CANDIDATES} (default: detected from the first line)")
    private @Nullable Format format;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Kind of rows: ${COMPLETION-CANDIDATES} (default: detected from the columns)")
    private @Nullable Kind kind;

    @Option(names = "--no-header", description = "The first row is data; columns are named by number, from 1")
    private boolean withoutHeader;

    @Option(names = "--user-column", paramLabel = "NAME", description = "Column of the user (default: detected)")
    private @Nullable String user;

    @Option(names = "--item-column", paramLabel = "NAME", description = "Column of the item (default: detected)")
    private @Nullable String item;

    @Option(
            names = "--rating-column",
            paramLabel = "NAME",
            description = "Column of the rating, 0.5 to 5 (default: detected)")
    private @Nullable String rating;

    @Option(names = "--time-column", paramLabel = "NAME", description = "Column of the time (default: detected)")
    private @Nullable String time;

    @Option(names = "--action-column", paramLabel = "NAME", description = "Column of the action (default: detected)")
    private @Nullable String action;

    @Option(names = "--name-column", paramLabel = "NAME", description = "Column of the item's name (default: detected)")
    private @Nullable String name;

    @Option(
            names = "--categories-column",
            paramLabel = "NAME",
            description = "Column of the item's categories, separated by | ; or , (default: detected)")
    private @Nullable String categories;

    @Option(
            names = "--brand-column",
            paramLabel = "NAME",
            description = "Column of the item's brand (default: detected)")
    private @Nullable String brand;

    @Option(
            names = "--price-column",
            paramLabel = "NAME",
            description = "Column of the item's price (default: detected)")
    private @Nullable String price;

    @Option(
            names = "--action",
            defaultValue = "PURCHASE",
            paramLabel = "ACTION",
            description =
                    "Action of rows without action and rating: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Action actionOtherwise;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Tenant (default: ${DEFAULT-VALUE})")
    private String tenant;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "File for refused rows (default: a file in rejects/ of the stack's folder)")
    private @Nullable Path rejects;

    @Option(names = "--json", description = "Print one JSON document; progress goes to the error stream")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var clock = Clock.systemUTC();
        var refused = rejects != null
                ? rejects
                : stack.dataDir()
                        .path()
                        .resolve("rejects")
                        .resolve(file.getFileName() + "-" + STAMP.format(clock.instant()) + ".tsv");
        var running = RunningStack.on(stack.dataDir());
        var run = FileImport.of(
                file,
                new Wishes(format, kind, columns(), withoutHeader),
                new FileImport.Target(tenant, actionOtherwise, refused, clock));
        err.println("guessed: " + String.join("; ", run.guessed()));
        err.flush();
        var report = imported(run, running, err);
        print(out, report);
        return report.imported() == 0 ? 2 : report.refused() > 0 ? 1 : 0;
    }

    private static ImportReport imported(FileImport run, RunningStack running, PrintWriter err) throws IOException {
        try (var sink = KafkaSink.connect(running.bootstrapServers(), "");
                var progress = ImportDisplay.on(err, run.bytes())) {
            return run.run(sink, progress);
        }
    }

    private Map<Column, String> columns() {
        var columns = new EnumMap<Column, String>(Column.class);
        putIfGiven(columns, Column.USER, user);
        putIfGiven(columns, Column.ITEM, item);
        putIfGiven(columns, Column.RATING, rating);
        putIfGiven(columns, Column.TIME, time);
        putIfGiven(columns, Column.ACTION, action);
        putIfGiven(columns, Column.NAME, name);
        putIfGiven(columns, Column.CATEGORIES, categories);
        putIfGiven(columns, Column.BRAND, brand);
        putIfGiven(columns, Column.PRICE, price);
        return columns;
    }

    private static void putIfGiven(Map<Column, String> columns, Column column, @Nullable String header) {
        if (header != null) {
            columns.put(column, header);
        }
    }

    private void print(PrintWriter out, ImportReport report) throws IOException {
        if (json) {
            out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            out.printf(
                    "%,d %s imported of %,d rows in %.1f s (%,.0f a second)%n",
                    report.imported(), report.kind(), report.rows(), report.seconds(), report.rowsPerSecond());
            if (report.refused() > 0) {
                out.printf("%,d rows refused, written to %s:%n", report.refused(), report.rejectsFile());
                report.reasons().entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .forEach(reason -> out.printf("  %,9d  %s%n", reason.getValue(), reason.getKey()));
            }
        }
        out.flush();
    }
}

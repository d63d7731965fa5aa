package io.recloop.learning.offline;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.evaluation.FactorRanker;
import io.recloop.learning.offline.KernelFigures.Size;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "kernel",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the exact top 10 of whole catalogues on one thread, for single users and in batches, and compares the time with that of reading the same bytes.",
            "",
            "Random factors, for which nothing can be pruned, in the sizes of typical shops and of those that Oryx published; and the factors of a bundle with --bundle."
        })
final class KernelBench implements Callable<Integer> {
    private static final int RANDOM_USERS = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--sizes",
            split = ",",
            converter = KernelFigures.SizeText.class,
            defaultValue =
                    "2244x64,3533x64,10000x64,41000x64,100000x64,1000000x50,1000000x250,5000000x50,5000000x250,20000000x50,20000000x250",
            paramLabel = "ITEMSxFACTORS",
            description =
                    "Catalogue sizes, as ITEMSxFACTORS; one that does not fit the heap is named and skipped (default: ${DEFAULT-VALUE})")
    private List<Size> sizes;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "Bundle whose factors are measured first, for its own users")
    private @Nullable Path bundle;

    @Option(
            names = "--time",
            defaultValue = "1s",
            converter = TimeSpan.class,
            paramLabel = "TIME",
            description = "Time of each measurement, and of its warm-up (default: ${DEFAULT-VALUE})")
    private Duration time;

    @Option(names = "--json", description = "Print JSON on one line")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var measuring = new KernelFigures(time);
        var figures = new ArrayList<KernelFigures.Catalogue>();
        var tooLarge = new ArrayList<String>();
        if (bundle != null) {
            figures.add(ofBundle(measuring, bundle));
        }
        for (var size : sizes) {
            if (size.fits()) {
                figures.add(measuring.of(
                        "random",
                        KernelFigures.random(size.items() * size.factors(), 1),
                        size.factors(),
                        KernelFigures.random(RANDOM_USERS * size.factors(), 2)));
            } else {
                tooLarge.add(size.toString());
            }
        }
        print(spec.commandLine().getOut(), figures, tooLarge);
        return 0;
    }

    private static KernelFigures.Catalogue ofBundle(KernelFigures measuring, Path folder) throws IOException {
        try {
            var content = BundleReader.read(folder, null).content();
            int k = content.factors();
            if (k == 0 || content.users().isEmpty()) {
                throw new OfflineException(folder + " is not a model of factors");
            }
            var biases = content.itemBiases();
            if (biases == null) {
                return measuring.of(folder.toString(), content.itemFactors(), k, content.userFactors());
            }
            var ones = new float[content.users().size()];
            Arrays.fill(ones, 1);
            return measuring.of(
                    folder.toString(),
                    FactorRanker.withColumn(content.itemFactors(), biases.length, k, biases),
                    k + 1,
                    FactorRanker.withColumn(content.userFactors(), ones.length, k, ones));
        } catch (BundleRefusedException e) {
            throw new OfflineException(folder + ": " + e.getMessage());
        }
    }

    private void print(PrintWriter out, List<KernelFigures.Catalogue> figures, List<String> tooLarge)
            throws IOException {
        var machine = Machine.here();
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("bench", "kernel");
            document.put("k", KernelFigures.LENGTH);
            document.put("threads", 1);
            document.put("catalogues", figures);
            document.put("tooLargeForTheHeap", tooLarge);
            document.put("machine", machine);
            out.println(EventCodec.JSON.writeValueAsString(document));
        } else {
            out.printf(
                    "top %d on one thread of %s, Java %s, kernels: %s%n",
                    KernelFigures.LENGTH, machine.os(), machine.java(), machine.kernels());
            out.printf(
                    "%12s %8s %12s %12s %12s %12s %14s %14s %12s%n",
                    "items",
                    "factors",
                    "us a user",
                    "min",
                    "users/s",
                    "in batches",
                    "times reading",
                    "of floats",
                    "times Oryx");
            for (var row : figures) {
                out.printf(
                        "%12d %8d %12.1f %12.1f %12.0f %12.0f %14.2f %14.2f %12s%n",
                        row.items(),
                        row.factors(),
                        row.microsecondsPerUser().median(),
                        row.microsecondsPerUser().min(),
                        row.usersPerSecond(),
                        row.usersPerSecondInBatches().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(0),
                        row.timesReading(),
                        row.timesReadingFloats(),
                        row.timesOryx() == null ? "-" : Wording.number(row.timesOryx()));
            }
            if (!tooLarge.isEmpty()) {
                out.printf("too large for the heap: %s%n", String.join(", ", tooLarge));
            }
        }
        out.flush();
    }
}

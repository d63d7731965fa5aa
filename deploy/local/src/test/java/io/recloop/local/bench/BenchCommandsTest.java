package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.local.cli.BenchCommand;
import io.recloop.local.cli.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandsTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theHelpNamesAllTen() {
        assertThat(bench("--help")).isZero();

        assertThat(out.toString())
                .contains(
                        "als", "bpr", "topk", "kernel", "serving", "swap", "freshness", "overload", "outage", "ingest");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"serving", "swap", "freshness", "overload", "outage", "ingest"})
    void eachHasAHelpOfItsOwn(String command) {
        assertThat(bench(command, "--help")).isZero();

        assertThat(out.toString()).contains("--data-dir", "--json", "--factors");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            nonsense,                   nonsense
            '',                         say what to measure
            serving --seconds 0,        --seconds must be from 1 to 3600
            serving --items 2244 --items 7, --items must be from 120
            swap --swaps 0,             --swaps must be from 1
            swap --rate many,           --rate
            freshness --rounds 20000,   --rounds must be from 1 to 10000
            overload --times 0.5,       --times must be from 1
            outage --seconds 0,         --seconds must be from 1 to 3600
            ingest --events 5,          --events must be from 1000
            ingest --rounds 0,          --rounds must be from 1 to 100
            overload --users 0,         --users must be from 1
            """)
    void aMistakeIsALineAndAHintAndEndsWithTwo(String line, String said) {
        assertThat(line.isEmpty() ? bench() : bench(line.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString().lines().findFirst().orElseThrow())
                .startsWith("recloop: ")
                .contains(said);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysThatNoStackRunsWhereOneWasNamed() {
        assertThat(bench("swap", "--data-dir", folder.resolve("none").toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("no stack is running on");
    }

    private int bench(String... arguments) {
        var line = CommandLines.configured(new CommandLine(new BenchCommand())
                .addSubcommand(new ServingBench())
                .addSubcommand(new SwapBench())
                .addSubcommand(new FreshnessBench())
                .addSubcommand(new OverloadBench())
                .addSubcommand(new OutageBench())
                .addSubcommand(new IngestBench()));
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

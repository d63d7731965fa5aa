package io.recloop.local;

import io.recloop.local.bench.FreshnessBench;
import io.recloop.local.bench.IngestBench;
import io.recloop.local.bench.OutageBench;
import io.recloop.local.bench.OverloadBench;
import io.recloop.local.bench.ServingBench;
import io.recloop.local.bench.SwapBench;
import io.recloop.local.cli.AlertRulesCommand;
import io.recloop.local.cli.AlertsCommand;
import io.recloop.local.cli.BenchCommand;
import io.recloop.local.cli.CommandLines;
import io.recloop.local.cli.DeployCommand;
import io.recloop.local.cli.DownCommand;
import io.recloop.local.cli.EmbeddingsCommand;
import io.recloop.local.cli.EvaluateCommand;
import io.recloop.local.cli.ImportCommand;
import io.recloop.local.cli.LogsCommand;
import io.recloop.local.cli.ModelsCommand;
import io.recloop.local.cli.OfflineLine;
import io.recloop.local.cli.RefreshCommand;
import io.recloop.local.cli.ShadowCommand;
import io.recloop.local.cli.StatusCommand;
import io.recloop.local.cli.TokenCommand;
import io.recloop.local.cli.TrainCommand;
import io.recloop.local.cli.TuneCommand;
import io.recloop.local.cli.UpCommand;
import io.recloop.local.demo.DemoCommand;
import io.recloop.local.simulate.SimulateCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of `./recloop`.
@Command(
        name = "recloop",
        mixinStandardHelpOptions = true,
        version = "recloop 0.1.0-SNAPSHOT",
        description = "A self-hosted recommender that keeps itself right.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            TokenCommand.class,
            ImportCommand.class,
            RefreshCommand.class,
            EmbeddingsCommand.class,
            TrainCommand.class,
            TuneCommand.class,
            EvaluateCommand.class,
            ModelsCommand.class,
            DeployCommand.class,
            ShadowCommand.class,
            AlertsCommand.class,
            AlertRulesCommand.class
        },
        footer = {
            "",
            "`recloop test` runs the test suite; it is part of the launcher script.",
            "",
            "Exit codes: 0 healthy or done, 1 warning, 2 failed or critical.",
            "With --json a command prints one JSON document and nothing else."
        })
public final class Recloop {

    private Recloop() {}

    public static void main(String[] args) {
        System.exit(OfflineLine.run(List.of(args)).orElseGet(() -> commandLine().execute(args)));
    }

    static CommandLine commandLine() {
        return CommandLines.configured(new CommandLine(new Recloop())
                .addSubcommand(bench())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new SimulateCommand()));
    }

    private static CommandLine bench() {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new ServingBench())
                .addSubcommand(new SwapBench())
                .addSubcommand(new FreshnessBench())
                .addSubcommand(new OverloadBench())
                .addSubcommand(new OutageBench())
                .addSubcommand(new IngestBench());
    }
}

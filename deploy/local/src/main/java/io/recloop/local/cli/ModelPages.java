package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.TreeSet;

/// The registry for people: a list, one model, two models.
final class ModelPages {

    private ModelPages() {}

    static void list(PrintWriter out, JsonNode models) {
        if (models.isEmpty()) {
            out.println("no model yet; `recloop train` makes one");
            return;
        }
        out.printf(
                "%-30s %-11s %-6s %9s %10s %5s %-20s%n",
                "model", "status", "kind", "ndcg@10", "popularity", "gen", "created");
        for (var model : models) {
            var metrics = model.path("metrics");
            out.printf(
                    "%-30s %-11s %-6s %9s %10s %5s %-20s%n",
                    model.path("modelId").asText(),
                    model.path("status").asText(),
                    model.path("algorithm").asText(),
                    figure(metrics.path("candidate").path("ndcg@10")),
                    figure(metrics.path("popularity").path("ndcg@10")),
                    generation(model),
                    model.path("createdAt").asText());
        }
    }

    static void one(PrintWriter out, JsonNode model) {
        line(out, "model", model.path("modelId"));
        line(out, "status", model.path("status"));
        line(out, "because", model.path("reason"));
        line(out, "algorithm", model.path("algorithm"));
        out.printf("%-14s %s%n", "generation", generation(model));
        var lineage = model.path("lineage");
        line(out, "dataset", lineage.path("datasetVersion"));
        line(out, "data through", model.path("dataThrough"));
        line(out, "run", lineage.path("runId"));
        line(out, "parent", lineage.path("parentModelId"));
        line(out, "tuning trial", lineage.path("tuningTrial"));
        line(out, "code", lineage.path("codeVersion"));
        for (var replica : model.path("servingOn")) {
            line(out, "serving on", replica.path("instance"));
        }
        out.println();
        metrics(out, model.path("metrics"), model.path("improvement"));
        settings(out, model.path("parameters"));
        gates(out, model.path("gate"));
        trail(out, model.path("audit"));
    }

    static void compared(PrintWriter out, JsonNode compared) {
        out.printf("%-22s %30s %30s %12s%n", "", "a", "b", "b - a");
        for (var field : new String[] {"modelId", "status", "algorithm", "datasetVersion"}) {
            out.printf(
                    "%-22s %30s %30s%n",
                    field,
                    compared.path("a").path(field).asText(),
                    compared.path("b").path(field).asText());
        }
        out.println(compared.path("note").asText());
        table(out, compared.path("metrics"));
        if (!compared.path("parameters").isEmpty()) {
            out.println("settings in which they differ:");
            table(out, compared.path("parameters"));
        }
    }

    private static void table(PrintWriter out, JsonNode lines) {
        for (var row : lines) {
            out.printf(
                    "%-22s %30s %30s %12s%n",
                    row.path("name").asText(),
                    figure(row.path("a")),
                    figure(row.path("b")),
                    row.path("difference").isNumber()
                            ? "%+.4f".formatted(row.path("difference").doubleValue())
                            : "-");
        }
    }

    private static void metrics(PrintWriter out, JsonNode metrics, JsonNode improvement) {
        var names = new TreeSet<String>();
        metrics.path("candidate").fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            out.println("nothing was measured");
            return;
        }
        out.printf("%-24s %12s %12s %12s %14s%n", "", "model", "incumbent", "popularity", "vs popularity");
        for (var name : names) {
            var share = improvement.path("againstPopularity").path(name);
            out.printf(
                    "%-24s %12s %12s %12s %14s%n",
                    name,
                    figure(metrics.path("candidate").path(name)),
                    figure(metrics.path("incumbent").path(name)),
                    figure(metrics.path("popularity").path(name)),
                    share.isNumber() ? "%+.1f %%".formatted(100 * share.doubleValue()) : "-");
        }
    }

    private static void settings(PrintWriter out, JsonNode parameters) {
        var all = new StringBuilder();
        parameters.properties().forEach(setting -> all.append(all.isEmpty() ? "" : ", ")
                .append(setting.getKey())
                .append('=')
                .append(RunReport.setting(setting.getValue().doubleValue())));
        out.printf("%nsettings: %s%n", all);
    }

    private static void gates(PrintWriter out, JsonNode gate) {
        out.printf(
                "gate: %s, %s%n",
                gate.path("verdict").asText(), gate.path("summary").asText());
        for (var check : gate.path("results")) {
            out.printf(
                    "  %-28s %-20s measured %s, allowed %s%n",
                    check.path("gate").asText(),
                    check.path("verdict").asText(),
                    figure(check.path("measured")),
                    figure(check.path("allowed")));
        }
    }

    private static void trail(PrintWriter out, JsonNode audit) {
        if (!audit.isEmpty()) {
            out.println("what happened to it:");
        }
        for (var entry : audit) {
            out.printf(
                    "  %s  %s: %s (%s)%n",
                    entry.path("at").asText(),
                    entry.path("who").asText(),
                    entry.path("what").asText(),
                    entry.path("why").asText());
        }
    }

    private static void line(PrintWriter out, String label, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            out.printf("%-14s %s%n", label, value.asText());
        }
    }

    private static String generation(JsonNode model) {
        var newest = model.path("generations").path(0);
        return newest.isMissingNode() ? model.path("generation").asText("-") : newest.asText();
    }

    private static String figure(JsonNode value) {
        return value.isNumber() ? RunReport.figure(value.doubleValue()) : "-";
    }
}

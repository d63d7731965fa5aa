package io.recloop.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.bundle.BundleReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs what the how-to says, as a reader would who pastes it into jshell.
class UseTheLibraryTest {
    private static final Path HOW_TO = Path.of("../docs/how-to/use-the-library.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theHowToTrainsEvaluatesRecommendsAndWritesABundle() throws Exception {
        var file = Files.writeString(folder.resolve("interactions.csv"), interactions());
        var model = folder.resolve("model");
        var printed = new ByteArrayOutputStream();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (var shell = JShell.builder().executionEngine("local").out(out).build()) {
            Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                    .forEach(shell::addToClasspath);
            var stdout = System.out;
            System.setOut(out);
            try {
                JAVA.matcher(Files.readString(HOW_TO))
                        .results()
                        .forEach(block -> run(
                                shell,
                                block.group(1)
                                        .replace("\"interactions.csv\"", quoted(file))
                                        .replace("\"model\"", quoted(model))));
            } finally {
                System.setOut(stdout);
            }
            assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(10)
                    .allMatch(item -> item.startsWith("even-"))
                    .doesNotContain("even-0");
            assertThat(Double.parseDouble(shell.varValue(variable(shell, "ndcg"))))
                    .isGreaterThan(Double.parseDouble(shell.varValue(variable(shell, "popular"))));
            assertThat(shell.varValue(variable(shell, "modelId")))
                    .contains(BundleReader.read(model, null).manifest().modelId());
        }
    }

    /// Half of the users like even items, half odd ones; alice had the first even one.
    private static String interactions() {
        var lines = new StringBuilder("user,item,rating,timestamp\n");
        for (int user = 0; user < 60; user++) {
            for (int number = 0; number < 30; number++) {
                if ((user * 7 + number * 3) % 4 != 0) {
                    lines.append("u%d,%s-%d,5,%d%n".formatted(user, user % 2 == 0 ? "even" : "odd", number, number));
                }
            }
        }
        for (int number : new int[] {0, 3, 5, 9, 11, 20}) {
            lines.append("alice,even-%d,5,%d%n".formatted(number, number));
        }
        return lines.append("alice,odd-1,2,40\n").toString();
    }

    /// Line by line, as the tool does: it takes what is complete as such, though the next line might go on.
    private static void run(JShell shell, String block) {
        var source = new StringBuilder();
        block.lines().forEach(line -> {
            source.append(line).append('\n');
            if (shell.sourceCodeAnalysis()
                    .analyzeCompletion(source.toString())
                    .completeness()
                    .isComplete()) {
                evaluate(shell, source.toString());
                source.setLength(0);
            }
        });
        assertThat(source.toString()).isBlank();
    }

    private static void evaluate(JShell shell, String source) {
        for (var event : shell.eval(source)) {
            assertThat(event.exception()).as(source).isNull();
            assertThat(event.status())
                    .as(() -> source
                            + shell.diagnostics(event.snippet())
                                    .map(problem -> problem.getMessage(Locale.ROOT))
                                    .collect(Collectors.joining("\n")))
                    .isEqualTo(Snippet.Status.VALID);
        }
    }

    private static VarSnippet variable(JShell shell, String name) {
        return shell.variables()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\") + "\"";
    }
}

package io.recloop.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// `docs/reference/configuration.md` names every key with its default and its meaning, as the sources have them.
///
/// With `-Drecloop.house-rules.write=true` the page is written.
class ConfigurationReferenceTest {
    private static final Path PAGE = Repository.ROOT.resolve("docs/reference/configuration.md");
    private static final String HEAD = "| key | default | meaning |\n|---|---|---|\n";
    static final String MARK = "<!-- The tables below are generated; see CONTRIBUTING.md. -->\n";

    @Test
    void everyKeyHasItsRowWithItsDefault() throws IOException {
        if (Repository.WRITING) {
            write();
        }
        var expected = new TreeSet<String>();
        ConfigurationKeys.byModule().forEach((module, keys) -> {
            expected.add("## " + module);
            keys.forEach(key -> expected.add(key.row()));
        });
        var page = Files.readString(PAGE);
        var actual = new TreeSet<>(page.substring(page.indexOf(MARK))
                .lines()
                .filter(line -> line.startsWith("| `") || line.startsWith("## "))
                .toList());
        assertThat(minus(expected, actual))
                .as("rows to add to " + Repository.name(PAGE)
                        + ", or run this test with -Drecloop.house-rules.write=true")
                .isEmpty();
        assertThat(minus(actual, expected))
                .as("rows to remove from " + Repository.name(PAGE))
                .isEmpty();
    }

    @Test
    void everyKeySaysWhatItMeans() {
        var silent = ConfigurationKeys.byModule().values().stream()
                .flatMap(List::stream)
                .filter(key -> key.meaning().isEmpty())
                .map(key -> key.module() + ": " + key.name())
                .toList();
        assertThat(silent).as("keys without a comment in their interface").isEmpty();
    }

    private static void write() throws IOException {
        var page = Files.readString(PAGE);
        var text = new StringBuilder(page.substring(0, page.indexOf(MARK))).append(MARK);
        ConfigurationKeys.byModule().forEach((module, keys) -> {
            text.append("\n## ").append(module).append("\n\n").append(HEAD);
            keys.forEach(key -> text.append(key.row()).append('\n'));
        });
        Files.writeString(PAGE, text);
    }

    private static List<String> minus(TreeSet<String> these, TreeSet<String> those) {
        var rest = new ArrayList<>(these);
        rest.removeAll(those);
        return rest;
    }
}

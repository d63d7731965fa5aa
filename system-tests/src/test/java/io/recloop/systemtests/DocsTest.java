package io.recloop.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents name is there: links, folders, classes and topics.
class DocsTest {
    private static final Path ROOT = Path.of(System.getProperty("recloop.root", ".."));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern CLASS = Pattern.compile("`(io\\.recloop(?:\\.[a-z]+)+\\.[A-Z][A-Za-z]+)`");

    static Stream<Path> documents() throws IOException {
        var documents = new ArrayList<Path>();
        for (String top : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "benchmarks/README.md")) {
            documents.add(ROOT.resolve(top));
        }
        try (var files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        Path folder = document.toAbsolutePath().getParent();
        for (String link : groups(LINK, document)) {
            if (!link.contains("://")) {
                assertThat(folder.resolve(link))
                        .as(document + " links to " + link)
                        .exists();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyClassNamedIsThere(Path document) throws IOException {
        for (String name : groups(CLASS, document)) {
            String file = "src/main/java/" + name.replace('.', '/') + ".java";
            try (var modules = Files.walk(ROOT, 3)) {
                assertThat(modules.map(module -> module.resolve(file)).anyMatch(Files::exists))
                        .as(document + " names " + name)
                        .isTrue();
            }
        }
    }

    @Test
    void theArchitectureNamesEveryTopic() throws IOException {
        var text = Files.readString(ROOT.resolve("docs/architecture.md"));
        var missing = Arrays.stream(Topic.values())
                .map(Topic::topicName)
                .filter(topic -> !text.contains("`" + topic + "`"))
                .toList();
        assertThat(missing).isEmpty();
    }

    private static List<String> groups(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}

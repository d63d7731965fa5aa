package io.recloop.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommentTest {
    private static final int FEW_WORDS = 3;
    private static final Pattern REST = Pattern.compile("\\s*// \\S+( \\S+){0,2}");

    @Test
    void noCommentBreaksInMidSentence() {
        var broken = Repository.javaFiles().stream()
                .flatMap(file -> Comments.paragraphs(file).stream())
                .flatMap(CommentTest::brokenLines)
                .map(line -> line.place() + ": \"" + line.text() + "\"")
                .toList();
        assertThat(broken)
                .as("a line of one to three words inside a paragraph: reflow it to at most 110 columns")
                .isEmpty();
    }

    /// The formatter cuts a `///` line that is too long and puts the rest on a `//` line below.
    @Test
    void theFormatterHasCutNoComment() {
        var cut = Repository.javaFiles().stream()
                .flatMap(file -> cutLines(file).stream())
                .toList();
        assertThat(cut)
                .as("a few words on a // line below a /// line: reflow the paragraph to at most 110 columns")
                .isEmpty();
    }

    private static List<String> cutLines(Path file) {
        var lines = Repository.lines(file);
        return IntStream.range(1, lines.size())
                .filter(at -> lines.get(at - 1).strip().startsWith("///"))
                .filter(at -> REST.matcher(lines.get(at)).matches())
                .mapToObj(at -> "%s:%d: %s"
                        .formatted(Repository.name(file), at + 1, lines.get(at).strip()))
                .toList();
    }

    private static Stream<Comments.Line> brokenLines(List<Comments.Line> paragraph) {
        return paragraph.stream().limit(paragraph.size() - 1L).filter(CommentTest::isBroken);
    }

    private static boolean isBroken(Comments.Line line) {
        return line.words() <= FEW_WORDS
                && !line.text().endsWith(":")
                && !line.text().endsWith(".");
    }
}

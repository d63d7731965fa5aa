package io.recloop.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommentTest {
    private static final int FEW_WORDS = 3;

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

    private static Stream<Comments.Line> brokenLines(List<Comments.Line> paragraph) {
        return paragraph.stream().limit(paragraph.size() - 1L).filter(CommentTest::isBroken);
    }

    private static boolean isBroken(Comments.Line line) {
        return line.words() <= FEW_WORDS
                && !line.text().endsWith(":")
                && !line.text().endsWith(".");
    }
}

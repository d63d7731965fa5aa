package io.recloop.alert.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextCutTest {
    @Test
    void whatFitsStays() {
        assertThat(TextCut.to(4, "abcd")).isEqualTo("abcd");
    }

    @Test
    void whatIsTooLongEndsWithAMarkAndFits() {
        assertThat(TextCut.to(20, "x".repeat(100))).hasSize(20).endsWith("… [cut]");
    }

    @Test
    void noCharacterAndNoEscapeIsCutInTwo() {
        assertThat(TextCut.to(11, "ab😀😀😀😀😀")).isEqualTo("ab😀… [cut]");
        assertThat(TextCut.to(14, "a<<<<<<<<", point -> point.equals("<") ? "&lt;" : point))
                .isEqualTo("a&lt;… [cut]");
    }
}

package io.recloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableTextTest {
    @Test
    void whatCanBeStoredStaysTheSameText() {
        for (var text :
                new String[] {"", "plain", "Mùi rất thơm", "tab\tand\nline", "\ud83d\ude00 twice \ud83d\ude00", "\uFFFD"
                }) {
            assertThat(StorableText.of(text)).isSameAs(text);
            assertThat(StorableText.isStorable(text)).isTrue();
        }
    }

    @Test
    void aNulAndEachHalfOfAPairBecomeTheReplacementCharacter() {
        assertThat(StorableText.of("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(StorableText.of("\ud83d")).isEqualTo("\uFFFD");
        assertThat(StorableText.of("\ude00x")).isEqualTo("\uFFFDx");
        assertThat(StorableText.of("\ud83d\ud83d\ude00")).isEqualTo("\uFFFD\ud83d\ude00");
        assertThat(StorableText.of("\ude00\ud83d")).isEqualTo("\uFFFD\uFFFD");
    }
}

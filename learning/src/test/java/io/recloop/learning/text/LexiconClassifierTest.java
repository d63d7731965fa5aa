package io.recloop.learning.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconClassifierTest {
    private final CommentClassifier classifier = LexiconClassifier.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Great product, works well",
                "I love it",
                "not bad at all",
                "Sooooo goooood",
                "Sản phẩm tốt, giao hàng nhanh, sẽ ủng hộ shop tiếp",
                "Kem mịn, thấm nhanh, không kích ứng",
                "san pham tuyet voi, rat hai long",
                "không tệ",
                "đẹpppp lắm",
                "👍👍❤️",
                "mình nhận được rồi :))))"
            })
    void whatSpeaksForTheItemScoresAboveTheMiddle(String comment) {
        assertThat(classifier.quality(comment)).isBetween(0.55, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Terrible, a waste of money",
                "I don't like it",
                "this is not very good",
                "It broke after two days, avoid",
                "Chất lượng kém, thất vọng",
                "không thích",
                "ko như hình",
                "không đẹp chút nào",
                "hang gia, giao hang cham qua",
                "😡😡",
                "dùng xong nổi mụn :("
            })
    void whatSpeaksAgainstTheItemScoresBelowTheMiddle(String comment) {
        assertThat(classifier.quality(comment)).isBetween(0.0, 0.45);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "!!!", "asdf", "12345", "\uD83D"})
    void whatSaysNothingScoresTheMiddle(String comment) {
        assertThat(classifier.quality(comment)).isBetween(0.5, 0.51);
    }

    @Test
    void strongerWordsAndLongerCommentsSayMore() {
        assertThat(classifier.quality("very good")).isGreaterThan(classifier.quality("good"));
        assertThat(classifier.quality("slightly good")).isLessThan(classifier.quality("good"));
        assertThat(classifier.quality("good " + "I have used it every day of the past month ".repeat(2)))
                .isGreaterThan(classifier.quality("good"));
    }

    @Test
    void noScoreLeavesItsBounds() {
        assertThat(classifier.quality("very good ".repeat(1000))).isLessThanOrEqualTo(1);
        assertThat(classifier.quality("very bad ".repeat(1000))).isGreaterThanOrEqualTo(0);
    }
}

package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.local.bench.ModelPublisher.Stored;
import io.recloop.local.bench.SwapRun.Alternating;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckedAnswersTest {
    private final PlantedModel odd = PlantedModel.of(1, 50, 120, 8);
    private final PlantedModel even = PlantedModel.of(2, 50, 120, 8);
    private final CheckedAnswers answers = new CheckedAnswers(
            new Alternating(odd, new Stored("als-odd", "0"), even, new Stored("als-even", "0")),
            request -> (int) (request % 50));

    @Test
    void takesAnswersWhoseModelGenerationAndScoresBelongTogether() {
        heard(7, "als-odd", 1, odd.score(7, 3).exact());
        heard(7, "als-even", 2, even.score(7, 3).exact());

        assertThat(answers.mixed()).isZero();
        assertThat(answers.failures().count()).isZero();
        assertThat(answers.strategies()).isEqualTo(Map.of("personalized", 2L));
        assertThat(answers.hasHeard(2)).isTrue();
        assertThat(answers.hasHeard(3)).isFalse();
    }

    @Test
    void seesAGenerationThatIsOfTheOtherModel() {
        heard(7, "als-odd", 2, odd.score(7, 3).exact());

        assertThat(answers.mixed()).isOne();
    }

    @Test
    void seesAScoreThatIsOfTheOtherModel() {
        heard(7, "als-odd", 1, even.score(7, 3).exact());

        assertThat(answers.mixed()).isOne();
    }

    @Test
    void anAnswerWithoutAModelIsCountedByItsStrategyAlone() {
        answers.answer(new OpenLoop.Answer(0, 0, 1, 200, "{\"strategy\":\"model-loading\",\"items\":[]}"));

        assertThat(answers.mixed()).isZero();
        assertThat(answers.strategies()).isEqualTo(Map.of("model-loading", 1L));
    }

    @Test
    void countsWhatIsNoAnswerAsFailedAndSaysWhatItWas() {
        var problem = "{\"type\":\"/problems/overloaded\",\"detail\":\"Too many\"}";
        answers.answer(new OpenLoop.Answer(0, 0, 1, 503, problem));
        answers.answer(new OpenLoop.Answer(1, 0, 1, 503, problem));
        answers.answer(new OpenLoop.Answer(2, 0, 1, 500, "{}"));
        answers.answer(new OpenLoop.Answer(3, 0, 1, 502, "<html>"));
        answers.answer(new OpenLoop.Answer(4, 0, 1, 0, "IOException: reset"));
        answers.answer(new OpenLoop.Answer(5, 0, 1, 200, "{"));

        assertThat(answers.failures().byReason())
                .isEqualTo(Map.of(
                        "503 /problems/overloaded: Too many", 2L,
                        "500, no problem document", 1L,
                        "502, no JSON", 1L,
                        "IOException: reset", 1L,
                        "200, no JSON", 1L));
        assertThat(answers.failures().count()).isEqualTo(6);
        assertThat(answers.mixed()).isZero();
    }

    @Test
    void everNewReasonsAreCountedTogetherInTheEnd() {
        for (int i = 0; i < 60; i++) {
            answers.answer(new OpenLoop.Answer(i, 0, 1, 0, "IOException: " + i));
        }

        assertThat(answers.failures().byReason()).hasSize(51).containsEntry("others", 10L);
    }

    private void heard(long request, String modelId, long generation, double score) {
        answers.answer(new OpenLoop.Answer(
                request,
                0,
                1,
                200,
                "{\"modelId\":\"%s\",\"generation\":%d,\"strategy\":\"personalized\",\"items\":[{\"item\":\"i3\",\"score\":%s,\"source\":\"collaborative\"}]}"
                        .formatted(modelId, generation, Float.toString((float) score))));
    }
}

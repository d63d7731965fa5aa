package io.recloop.alert.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "foo=\"bar\"       |foo|=|bar",
                "foo=bar           |foo|=|bar",
                "a = \"x\"         |a|=|x",
                "foo=~\"a¦b\"       |foo|=~|a¦b",
                "foo!=bar          |foo|!=|bar",
                "foo!~\"a.*\"      |foo|!~|a.*",
                "foo==x            |foo|=|=x",
                "v=a,b             |v|=|a,b",
                "v={b}             |v|=|{b}",
                "v=\"q\\\"uote\"   |v|=|q\"uote",
                "v=\\d             |v|=|\\d",
                "v=\"\\\\d\"       |v|=|\\d",
                "v='x'             |v|=|'x'",
                "foo=              |foo|=|"
            })
    void readsWhatAlertmanagerReads(String text, String name, String sign, String value) {
        var given = text.strip().replace('¦', '|');
        var matcher = MatcherParser.parse(given);
        assertThat(matcher.name()).isEqualTo(name);
        assertThat(matcher.operator().sign()).isEqualTo(sign);
        assertThat(matcher.value()).isEqualTo(value == null ? "" : value.replace('¦', '|'));
    }

    @Test
    void unescapesALineBreak() {
        assertThat(MatcherParser.parse("v=\"a\\nb\"").value()).isEqualTo("a\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "", "{a=\"x\"}", "é=1", "bad-name=x", "\"a\"=x"})
    void refusesWhatIsNoMatcher(String text) {
        assertThatThrownBy(() -> MatcherParser.parse(text)).hasMessage("bad matcher format: " + text);
    }

    @Test
    void namesTheFaultOfAnExpressionAsGoDoes() {
        assertThatThrownBy(() -> MatcherParser.parse("foo=~\"(\""))
                .hasMessage("error parsing regexp: missing closing ): `^(?:()$`");
        assertThatThrownBy(() -> MatcherParser.parse("a=\"x\",b=\"y\""))
                .hasMessage("matcher value contains unescaped double quote: \"x\",b=\"y\"");
    }

    @Test
    void readsSeveralInBraces() {
        assertThat(MatcherParser.parseAll("{a=\"b,c\", d!=\"e\",f=~\"g|h\"}"))
                .extracting(Matcher::toString)
                .containsExactly("a=\"b,c\"", "d!=\"e\"", "f=~\"g|h\"");
        assertThat(MatcherParser.parseAll("{}")).isEmpty();
    }

    @Test
    void aMissingLabelIsTheEmptyText() {
        assertThat(MatcherParser.parse("a=\"\"").matches(Map.of())).isTrue();
        assertThat(MatcherParser.parse("a!~\".+\"").matches(Map.of())).isTrue();
        assertThat(MatcherParser.parse("a!=\"x\"").matches(Map.of())).isTrue();
        assertThat(MatcherParser.parse("a=~\".+\"").matches(Map.of())).isFalse();
    }

    @Test
    void anExpressionMatchesTheWholeValue() {
        var either = MatcherParser.parse("a=~\"x|team\"");
        assertThat(either.matches(Map.of("a", "team"))).isTrue();
        assertThat(either.matches(Map.of("a", "team-b"))).isFalse();
        assertThat(either.matches(Map.of("a", "x\n"))).isFalse();
    }

    @Test
    void anExpressionMadeToBeSlowIsNot() {
        var labels = Map.of("a", "a".repeat(5_000) + "!");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> MatcherParser.parse("a=~\"(a+)+\"").matches(labels));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> MatcherParser.parse("a=" + " ".repeat(100_000) + "x"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var matcher = Matcher.of("a", Matcher.Operator.NOT_MATCHES, "q\"uo\\te\nd|x");
        assertThat(MatcherParser.parse(matcher.toString())).isEqualTo(matcher);
    }
}

package org.mpssl.cli.ipynb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTests {

    private static Token words(String text) {
        return new Token(Token.Kind.WORDS, text);
    }

    private static Token number(String text) {
        return new Token(Token.Kind.NUMBER, text);
    }

    @Test
    void aLineIsWordsAndNumbers() {
        assertThat(Token.of("\u2713 the first loss, 2.03, is near ln 7 = 1.95"))
                .containsExactly(
                        words("\u2713 the first loss,"),
                        number("2.03"),
                        words(", is near ln"),
                        number("7"),
                        words("="),
                        number("1.95"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer2", "17.0.15+6-Debian-1deb12u1", "2.3.1", "widget-1x", "0x1f"})
    void whatIsPartOfANameOrVersionIsNoNumber(String text) {
        assertThat(Token.of(text)).containsExactly(words(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.1", "\u22121.1", "+2", "2.6e+00", "1,234,567.8", "0.125"})
    void numbersHaveSignsExponentsAndThousands(String text) {
        assertThat(Token.of(text + ".")).containsExactly(number(text), words("."));
    }

    @ParameterizedTest
    @CsvSource({
        "71.2 %, POINTS",
        "+1.8 points, POINTS",
        "3 s, MEASURED",
        "12.5 seconds, MEASURED",
        "120 MB, MEASURED",
        "3 seeds, NUMBER",
        "4 steps/s, NUMBER"
    })
    void whatFollowsANumberTellsHowItIsCompared(String text, Token.Kind kind) {
        assertThat(Token.of(text).get(0).kind()).isEqualTo(kind);
    }

    @Test
    void spaceAndTheLengthOfRulesDoNotMatter() {
        assertThat(Token.of("  a   b  ------  ")).isEqualTo(Token.of("a b ---"));
    }

    @Test
    void withoutToleranceOnlyEqualNumbersAgree() {
        assertThat(number("1.0").agrees(number("1.00"), Tolerance.NONE)).isTrue();
        assertThat(number("1.0").agrees(number("1.001"), Tolerance.NONE)).isFalse();
        assertThat(words("1").agrees(number("1"), Tolerance.NONE)).isFalse();
    }

    @Test
    void aToleranceIsAShareOfLargeNumbersAndItselfForSmallOnes() {
        Tolerance twoPerCent = new Tolerance(0.02);
        assertThat(number("100").agrees(number("101.9"), twoPerCent)).isTrue();
        assertThat(number("100").agrees(number("103"), twoPerCent)).isFalse();
        assertThat(number("1e-7").agrees(number("0.019"), twoPerCent)).isTrue();
        assertThat(number("0.5").agrees(number("0.53"), twoPerCent)).isFalse();
    }

    @Test
    void percentagesMayLieFurtherApart() {
        Tolerance twoPerCent = new Tolerance(0.02);
        List<Token> tokens = List.of(Token.of("+1.8 %").get(0), Token.of("+0.4 %").get(0));
        assertThat(tokens.get(0).agrees(tokens.get(1), twoPerCent)).isTrue();
        assertThat(tokens.get(0).agrees(tokens.get(1), Tolerance.NONE)).isFalse();
        assertThat(tokens.get(0).agrees(Token.of("+0.2 %").get(0), twoPerCent)).isFalse();
    }

    @Test
    void aMeasuredNumberAgreesWithEveryOtherButNotWithAWord() {
        Token seconds = Token.of("3 s").get(0);
        assertThat(seconds.agrees(Token.of("300 s").get(0), Tolerance.NONE)).isTrue();
        assertThat(seconds.agrees(words("none"), Tolerance.NONE)).isFalse();
    }
}

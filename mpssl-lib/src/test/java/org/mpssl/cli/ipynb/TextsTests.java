package org.mpssl.cli.ipynb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTests {

    private static final String TABLE =
            """
            | method | test %, best | minus base | lambda | seconds |
            |:---|---:|---:|---:|---:|
            | p-ssl | %s | %s | %s | %s |""";

    private static String table(String... cells) {
        return TABLE.replace("%,", "%%,").formatted((Object[]) cells);
    }

    private static List<String> compare(String expected, String found, double tolerance) {
        return new Texts(new Tolerance(tolerance))
                .compare(expected, found).stream().map(Object::toString).toList();
    }

    @Test
    void equalTextsDoNotDiffer() {
        assertThat(compare("a 1\nb 2", "a 1\nb 2", 0)).isEmpty();
    }

    @Test
    void everyLineThatDiffersIsShownWithBothTexts() {
        assertThat(compare("a 1\nb 2\nc 3", "a 1\nb 4\nd 3", 0))
                .containsExactly(
                        ": expected \"b 2\", found \"b 4\"", ": expected \"c 3\", found \"d 3\"");
    }

    @Test
    void ofALongLineThePlaceIsShownWhereItDiffers() {
        String long_ = "word ".repeat(40);
        assertThat(compare(long_ + "1", long_ + "2", 0))
                .singleElement()
                .asString()
                .hasSizeLessThan(120)
                .contains("\u2026")
                .contains("word 1\"")
                .contains("word 2\"");
    }

    @Test
    void aMissingLineIsSaidOnceAndNamed() {
        assertThat(compare("a\nb\nc", "a\nc", 0))
                .containsExactly(
                        ": expected 3 lines, one of them \"b\", found 2 lines, one of them \"c\"");
    }

    @Test
    void secondsInATableAreLeftOut() {
        assertThat(compare(table("71.2", "+1.8", "3", "24"), table("71.2", "+1.8", "3", "197"), 0))
                .isEmpty();
        assertThat(compare(table("71.2", "+1.8", "3", "24"), table("71.2", "+1.8", "4", "24"), 0))
                .hasSize(1);
    }

    @Test
    void columnsOfPerCentHaveTheirOwnTolerance() {
        String stored = table("71.2", "+1.8", "3", "24");
        assertThat(compare(stored, table("70.0", "+0.5", "3", "9"), 0.02)).isEmpty();
        assertThat(compare(stored, table("71.2", "+0.2", "3", "9"), 0.02)).hasSize(1);
        assertThat(compare(stored, table("71.2", "+1.8", "3.5", "9"), 0.02)).hasSize(1);
    }

    @Test
    void aBarInsideACellIsNoColumn() {
        String header = "| a | seconds |\n|:---|---:|\n";
        assertThat(compare(header + "| x \\| y | 1 |", header + "| x \\| y | 2 |", 0)).isEmpty();
    }

    @Test
    void afterATableNumbersCountAgain() {
        String table = "| seconds |\n|---:|\n| 1 |\n";
        assertThat(compare(table + "| none |\nloss 1", table + "| none |\nloss 2", 0)).hasSize(1);
    }
}

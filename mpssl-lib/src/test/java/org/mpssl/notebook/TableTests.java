package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTests {

    private final Table table =
            Table.of("method", "test", "seeds")
                    .row("Base", 0.702, 3)
                    .row("a|b *c* <d>", 0.70004, 12);

    @Test
    void textIsAligned() {
        assertThat(table.toString())
                .isEqualTo(
                        """
                        method        test  seeds
                        -----------  -----  -----
                        Base         0.702      3
                        a|b *c* <d>  0.700     12""");
    }

    @Test
    void markdownKeepsHostileCells() {
        assertThat(table.markdown())
                .isEqualTo(
                        """
                        | method | test | seeds |
                        |:---|---:|---:|
                        | Base | 0.702 | 3 |
                        | a\\|b \\*c\\* &lt;d> | 0.700 | 12 |""");
        assertThat(table.bundle().contents()).containsOnlyKeys(Bundle.TEXT, Bundle.MARKDOWN);
    }

    @Test
    void noLineBreaksWithinANumber() {
        assertThat(Table.of("points").row("+0.7 ± 2.1 (2/5)").markdown())
                .endsWith("| +0.7\u00A0±\u00A02.1\u00A0(2/5) |");
    }

    @Test
    void rowsFitTheHeader() {
        assertThatThrownBy(() -> table.row("only one"))
                .hasMessage("a row has 1 cells, the header 3");
    }

    @Test
    void numbersAreShort() {
        assertThat(Numbers.text(0.70269)).isEqualTo("0.7027");
        assertThat(Numbers.text(1200)).isEqualTo("1200");
        assertThat(Numbers.text(-12.3456)).isEqualTo("-12.35");
        assertThat(Numbers.text(1e-5)).isEqualTo("1.00e-05");
        assertThat(Numbers.text(0)).isEqualTo("0");
        assertThat(Numbers.text(Double.NaN)).isEqualTo("none");
        assertThat(Numbers.text(9.99999)).isEqualTo("10");
    }
}

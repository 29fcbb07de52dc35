package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.study.StudyResult;
import org.mpssl.study.paper.PaperStudies;

class ReproductionTests {

    private static final String CARS = "Cars";

    @TempDir private Path folder;

    private Reproduction table3() {
        return Session.reproduction(Path.of("").toAbsolutePath().getParent(), "table-3");
    }

    @Test
    void theTableHasARowPerRowOfThePaperWithItsNumber() {
        Table table = table3().table(CARS);

        assertThat(table.rows()).hasSameSizeAs(PaperStudies.named("table-3").rows());
        List<String> last = table.rows().get(table.rows().size() - 1);
        assertThat(last).startsWith("MP-SSL").endsWith("76.33");
    }

    @Test
    void itsDifferencesAreTakenSeedBySeed() {
        Reproduction table3 = table3();
        BarChart chart = table3.differences("LMO", CARS);

        List<Double> base = table3.expected("Base Model", CARS).seeds();
        List<Double> mpSsl = table3.expected("MP-SSL", CARS).seeds();
        Bar bar = chart.bars().get(chart.bars().size() - 1);
        assertThat(bar.name()).isEqualTo("MP-SSL");
        for (int seed = 0; seed < base.size(); seed++) {
            assertThat(bar.values().get(seed))
                    .isCloseTo(100 * (mpSsl.get(seed) - base.get(seed)), within(1e-9));
        }
        assertThat(chart.bars()).extracting(Bar::name).doesNotContain("Base Model");
    }

    @Test
    void aRunOfItHasTheSettingsThatItsFigureWasMadeWith() {
        Reproduction table3 = table3();
        StudyResult.Run run = table3.result().cells().get(0).runs().get(2);

        assertThat(table3.spec("Base Model", CARS, 2).hash()).isEqualTo(run.spec());
    }

    @Test
    void aMistypedRowIsAnsweredWithTheRowsThereAre() {
        assertThatThrownBy(() -> table3().expected("MPSSL", CARS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no row 'MPSSL'")
                .hasMessageContaining("MP-SSL w/o L_gap");
        assertThatThrownBy(() -> table3().spec("MP-SSL", CARS, 99))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no such run");
    }

    @Test
    void figuresOfOtherSettingsAreRefused() throws IOException {
        Path file = Path.of("docs/results/table-3.json");
        String text = Files.readString(Path.of("").toAbsolutePath().getParent().resolve(file));
        String hash = table3().spec("MP-SSL", CARS, 0).hash();
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text.replace(hash, "0123456789ab"));

        assertThatThrownBy(() -> Session.reproduction(folder, "table-3"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("other settings")
                .hasMessageContaining("./workbench study run table-3");
    }

    @Test
    void theBandIsThreeDeviationsWide() {
        Expected expected =
                new Expected("x", List.of(0.6, 0.7, 0.8), OptionalDouble.of(76.33), "test");

        assertThat(expected.band()).isEqualTo("40.0 to 100.0");
        assertThat(expected.holds(0.41)).isTrue();
        assertThat(expected.holds(0.39)).isFalse();
        assertThat(expected.box(0.5).rows())
                .containsExactly(
                        List.of("x", "50.0", "70.0 ± 10.0", "3", "40.0 to 100.0", "76.33"));
    }
}

package org.mpssl.dataprep.notebook;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.dataprep.FashionPreparation;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.notebook.Bundle;
import org.mpssl.study.Comparison;

class DatasetSessionTests {

    @TempDir private Path runs;

    @Test
    void withoutTheDataANotebookRehearsesAndSaysWhatIsLacking() {
        DatasetSession session = DatasetSession.open("chaoyang", "nowhere/chaoyang", runs);

        assertThat(session.isRehearsal()).isTrue();
        assertThat(session.lacking())
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains("nowhere/chaoyang")
                                        .contains("data prepare chaoyang --from DIR"))
                .anySatisfy(line -> assertThat(line).contains("biggan-256.safetensors"));
        assertThat(session.data().classes()).hasSize(4);
        assertThat(session.stamped(Bundle.text("a")).bundle().text()).startsWith("REHEARSAL");
        Comparison comparison = session.comparison(2);
        assertThat(comparison.methods()).isEqualTo(DatasetSession.METHODS);
        assertThat(comparison.specs()).hasSize(10);
        assertThat(comparison.spec("mp-ssl", 1).steps()).isEqualTo(60);
    }

    @Test
    void withTheDataItDoesTheRealThingWithThePreset() {
        Path raw = runs.resolve("raw");
        Path prepared = runs.resolve("fashion-mnist");
        Published made = Fabricated.named("fashion-mnist").write(raw, new Amount(3, 28, 0));
        Published real = Catalogue.published().named("fashion-mnist");
        new FashionPreparation(real, false).run(List.of(raw), prepared, Rehearsal.SILENT);

        DatasetSession session =
                DatasetSession.open("fashion-mnist", prepared.toString(), runs.resolve("runs"));

        assertThat(session.isRehearsal()).isFalse();
        assertThat(session.lacking()).isEmpty();
        assertThat(session.preset()).isEqualTo("mini-large");
        assertThat(session.spec("mp-ssl").steps()).isEqualTo(1500);
        assertThat(session.spec("mp-ssl").hash())
                .as("that of ./workbench study run, so that they share their runs")
                .isEqualTo(
                        Comparison.of("mini-large", prepared.toString(), 1, false)
                                .spec("mp-ssl", 0)
                                .hash());
        assertThat(session.stamped(Bundle.text("a")).bundle().text()).isEqualTo("a");
        assertThat(session.comparison(3).name()).isEqualTo("fashion-mnist, preset mini-large");
        assertThat(runs.resolve("runs")).doesNotExist();

        Path fabricated = runs.resolve("fabricated");
        new FashionPreparation(made, true).run(List.of(raw), fabricated, Rehearsal.SILENT);
        assertThat(DatasetSession.open("fashion-mnist", fabricated.toString(), runs).lacking())
                .singleElement(as(STRING))
                .contains("holds fabricated images");
    }
}

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
import org.mpssl.dataprep.layout.Layout;
import org.mpssl.dataprep.prepare.Preparation;
import org.mpssl.dataprep.prepare.Request;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.notebook.Bundle;
import org.mpssl.study.Comparison;
import org.mpssl.study.SpecChanges;

class DatasetSessionTests {

    @TempDir private Path runs;

    @Test
    void withoutTheDataANotebookRehearsesAndSaysWhatIsLacking() {
        DatasetSession session = DatasetSession.open("chaoyang", "nowhere/chaoyang", runs, false);

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
    void withImagesButWithoutWeightsItTrainsTinyNetworksOnThem() {
        Path prepared = runs.resolve("my-images");
        folderOfImages(prepared);

        DatasetSession session =
                DatasetSession.open("folder", prepared.toString(), runs.resolve("runs"), false);

        assertThat(session.isRehearsal()).isTrue();
        assertThat(session.isDrawn()).isFalse();
        assertThat(session.spec("mp-ssl").dataset()).isEqualTo(prepared.toString());
        assertThat(session.spec("mp-ssl").steps()).isEqualTo(60);
        assertThat(session.lacking()).isNotEmpty().allMatch(line -> line.startsWith("weights: "));
        assertThat(session.table().bundle().text()).contains("the images of the dataset");
        assertThat(runs.resolve("runs")).doesNotExist();
    }

    @Test
    void aRehearsalThatWasAskedForDoesNotDependOnWhatIsThere() {
        Path prepared = runs.resolve("my-images");
        DatasetSession without = DatasetSession.open("folder", prepared.toString(), runs, true);
        folderOfImages(prepared);

        DatasetSession with = DatasetSession.open("folder", prepared.toString(), runs, true);

        assertThat(with.isDrawn()).isTrue();
        assertThat(with.lacking()).isEqualTo(without.lacking()).hasSize(3);
        assertThat(with.table().bundle().text()).isEqualTo(without.table().bundle().text());
        assertThat(with.heading("images")).isEqualTo("images (rehearsal)");
    }

    private void folderOfImages(Path prepared) {
        Path raw = runs.resolve("raw");
        Fabricated.named("folder").write(raw, new Amount(4, 28, 0));
        Request request =
                new Request(
                        Catalogue.published().named("folder"),
                        List.of(raw),
                        prepared,
                        32,
                        Layout.Options.USUAL,
                        true,
                        false);
        new Preparation(request, Rehearsal.SILENT).run();
    }

    @Test
    void withTheDataItDoesTheRealThingWithThePreset() {
        Path raw = runs.resolve("raw");
        Path prepared = runs.resolve("fashion-mnist");
        Published made = Fabricated.named("fashion-mnist").write(raw, new Amount(3, 28, 0));
        Published real = Catalogue.published().named("fashion-mnist");
        new FashionPreparation(real, false).run(List.of(raw), prepared, Rehearsal.SILENT);

        DatasetSession session =
                DatasetSession.open(
                        "fashion-mnist", prepared.toString(), runs.resolve("runs"), false);

        assertThat(session.isRehearsal()).isFalse();
        assertThat(session.heading("images")).isEqualTo("images");
        assertThat(session.lacking()).isEmpty();
        assertThat(session.preset()).isEqualTo("mini-large");
        assertThat(session.spec("mp-ssl").steps()).isEqualTo(1500);
        assertThat(session.spec("mp-ssl").hash())
                .as("that of ./workbench study run, so that they share their runs")
                .isEqualTo(
                        Comparison.of("mini-large", prepared.toString(), SpecChanges.NONE, 1, false)
                                .spec("mp-ssl", 0)
                                .hash());
        assertThat(session.stamped(Bundle.text("a")).bundle().text()).isEqualTo("a");
        assertThat(session.comparison(3).name()).isEqualTo("fashion-mnist, preset mini-large");
        assertThat(runs.resolve("runs")).doesNotExist();

        Path fabricated = runs.resolve("fabricated");
        new FashionPreparation(made, true).run(List.of(raw), fabricated, Rehearsal.SILENT);
        assertThat(
                        DatasetSession.open("fashion-mnist", fabricated.toString(), runs, false)
                                .lacking())
                .singleElement(as(STRING))
                .contains("holds fabricated images");
    }
}

package org.mpssl.dataprep.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.layout.Layout;

class RequestTests {

    @ParameterizedTest
    @CsvSource({"folder, limit 0", "dtd, fold 3; limit 0", "aircraft, banner kept; limit 0"})
    void onlyWhatHasAnEffectIsRecorded(String name, String rules) {
        Published dataset = Catalogue.published().named(name);
        Request request =
                new Request(
                        dataset,
                        List.of(Path.of("raw")),
                        Path.of("made"),
                        32,
                        new Layout.Options(3, true, 0),
                        true,
                        false);

        assertThat(request.rules())
                .endsWith("shorter side to 32 pixels and centre square; " + rules);
    }
}

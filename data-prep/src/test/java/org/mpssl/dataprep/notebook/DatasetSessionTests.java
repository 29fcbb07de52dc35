package org.mpssl.dataprep.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
}

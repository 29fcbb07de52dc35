package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PublishedFileTests {

    @Test
    void aPublishedFileIsKnownByItsChecksumUnderAnyName() {
        String sha256 = "5900ef4065047e3aa0d1b66197b7f2664dceb59b27080e414ad57e203c485bc5";

        assertThat(PublishedFile.identify("model.bin", sha256))
                .isEqualTo("the published file biggan-deep-256-pytorch_model.bin");
        assertThat(PublishedFile.identify("biggan-deep-256-pytorch_model.bin", sha256))
                .isEqualTo("the published file biggan-deep-256-pytorch_model.bin");
        assertThatThrownBy(() -> PublishedFile.identify("resnet50-11ad3fa6.pth", sha256))
                .hasMessageContaining("should be 11ad3fa6...");
        assertThat(PublishedFile.ALL)
                .allMatch(file -> file.sha256().matches("[0-9a-f]{8}([0-9a-f]{56})?"));
    }
}

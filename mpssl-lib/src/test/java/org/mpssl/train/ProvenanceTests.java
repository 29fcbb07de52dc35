package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpssl.UserError;
import org.mpssl.data.PreparedDataset;

class ProvenanceTests {

    private static Map<String, String> of(String method) {
        return Provenance.of(RunSpec.mini(method, 0), Device.cpu(), PreparedDataset.fashionMini());
    }

    @Test
    void namesTheModelsThatAMethodUses() {
        assertThat(of("base")).doesNotContainKeys("generator", "foundationClassifier");
        assertThat(of("mp-ssl")).containsKey("generator").doesNotContainKey("foundationClassifier");
        assertThat(of("p-ssl").get("foundationClassifier")).hasSize(64);
    }

    @Test
    void whatDecidesANumberMustAgreeAndTheVersionsOfJavaAndTheLibraryNeedNot() {
        Map<String, String> one = of("mp-ssl");
        Map<String, String> java = of("mp-ssl");
        Map<String, String> model = of("mp-ssl");
        java.put("java", "99");
        java.put("library", "99");
        model.put("generator", "other");
        Map<String, String> code = of("mp-ssl");
        code.put("code", "other");

        assertThat(Provenance.agree(one, java)).isTrue();
        assertThat(Provenance.agree(one, model)).isFalse();
        assertThat(Provenance.agree(one, code)).isFalse();
    }

    @Test
    void runsOfTwoKindsAreNotComparedAndTheDifferenceIsNamed() {
        Map<String, String> threads = of("naive");
        threads.put("threads", "7");

        assertThat(Provenance.common(List.of(of("base"), of("p-ssl"))))
                .containsKeys("generator", "foundationClassifier", "datasetManifest");
        assertThatThrownBy(() -> Provenance.common(List.of(of("base"), threads)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'threads'")
                .hasMessageContaining("7");
    }

    @Test
    void onlyTransferHasFoundationImagesAndOthersAreComparedWithIt() {
        Map<String, String> transfer = of("transfer");
        transfer.put(RunData.FOUNDATION_DATA, "one");
        Map<String, String> other = of("transfer");
        other.put(RunData.FOUNDATION_DATA, "two");

        assertThat(Provenance.common(List.of(of("base"), transfer, of("mp-ssl"))))
                .containsEntry(RunData.FOUNDATION_DATA, "one");
        assertThatThrownBy(() -> Provenance.common(List.of(transfer, of("base"), other)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'foundationData' is one for some and for others two");
    }

    @Test
    void aModelBelongsToItsSetUpOrToItsFile() {
        RunSpec shipped = RunSpec.mini("p-ssl", 0).with("setUp", "disjoint");

        assertThat(Provenance.models(shipped))
                .containsOnly(
                        Map.entry("generator", "disjoint"),
                        Map.entry("foundationClassifier", "disjoint"));
        assertThat(Provenance.models(shipped.with("generator", "big.safetensors")))
                .containsEntry("generator", "big.safetensors");
        assertThat(Provenance.models(RunSpec.mini("base", 0))).isEmpty();
    }
}

package org.mpssl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.Device;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mpssl.UserError;

class DevicesTests {

    @Test
    void theCpuIsAlwaysThere() {
        assertThat(Devices.named("cpu")).isEqualTo(Device.cpu());
    }

    @Test
    void aGpuThatIsNotThereSaysWhatIsMissing() {
        assumeThat(Path.of("/proc/driver/nvidia/version"))
                .as("what is said without a driver, and this machine has one")
                .doesNotExist();
        assertThatThrownBy(() -> Devices.named("gpu"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none is usable: the NVIDIA driver is not loaded");
    }

    @Test
    void anotherNameIsRefused() {
        assertThatThrownBy(() -> Devices.named("tpu")).hasMessageContaining("use cpu or gpu");
    }
}

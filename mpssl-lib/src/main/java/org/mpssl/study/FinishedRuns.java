package org.mpssl.study;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mpssl.data.PreparedDataset;
import org.mpssl.files.ClonePath;
import org.mpssl.tensor.Devices;
import org.mpssl.train.Provenance;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

/**
 * Runs that need not be repeated: made to their end, with the code, engine, platform, device,
 * threads, data and models of now.
 *
 * @param folder where the runs' folders lie
 * @param device where a repetition would compute
 * @param dataset the shipped one; others are opened when they are asked for
 */
record FinishedRuns(Path folder, Device device, PreparedDataset dataset) {

    static FinishedRuns in(Path folder) {
        return new FinishedRuns(folder, Devices.chosen(), PreparedDataset.fashionMini());
    }

    /** Returns the result that a repetition of a run would have, if it is known. */
    Optional<RunResult> find(RunSpec spec) {
        return RunFolder.of(folder, spec)
                .finished()
                .filter(result -> result.spec().equals(spec))
                .filter(result -> Provenance.agree(result.provenance(), now(spec)));
    }

    private Map<String, String> now(RunSpec spec) {
        boolean shipped = spec.dataset().equals(dataset.name());
        return Provenance.of(
                spec,
                device,
                shipped ? dataset : PreparedDataset.open(ClonePath.of(spec.dataset())));
    }
}

package org.mpssl.train;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;
import org.mpssl.data.Split;
import org.mpssl.data.SplitRule;
import org.mpssl.data.TargetTask;
import org.mpssl.files.ClonePath;
import org.mpssl.files.Sha256;

/**
 * The images that a spec names: those of the embedded study, or a prepared folder's.
 *
 * @param spec the run
 */
record RunData(RunSpec spec) {

    /** What the checksum of the images of transfer SSL is called. */
    static final String FOUNDATION_DATA = "foundationData";

    private static final String POOL = "pool";
    private static final String TRAIN = "train";
    private static final String VAL = "val";
    private static final String TEST = "test";
    private static final String FOUNDATION = "foundation";

    /** Opens the dataset. */
    PreparedDataset dataset() {
        return isShipped()
                ? PreparedDataset.fashionMini()
                : PreparedDataset.open(ClonePath.of(spec.dataset()));
    }

    private boolean isShipped() {
        return spec.dataset().equals(DataSettings.SHIPPED_DATASET);
    }

    /**
     * Makes the task of the run.
     *
     * @param dataset what {@link #dataset()} opened
     */
    TargetTask task(PreparedDataset dataset) {
        SetUp setUp = SetUp.named(spec.setUp());
        ImageSet pool = dataset.pool(spec.data().usesValidationList());
        ImageSet test = dataset.part(TEST);
        if (isShipped()) {
            pool = setUp.targetImages(pool);
            test = setUp.targetImages(test);
        }
        return TargetTask.of(setUp, pool, test, split(pool), spec.data().testImages());
    }

    private Split split(ImageSet pool) {
        return spec.data()
                .splitFile()
                .map(Split::read)
                .orElseGet(() -> Split.of(pool, spec.seed(), spec.data().splitRule()));
    }

    /** Returns the real images that transfer SSL takes for unlabelled ones. */
    ImageSet foundationImages() {
        String source = spec.synthesis().foundationData();
        if (source.equals(SynthesisSettings.SHIPPED)) {
            return SetUp.named(spec.setUp())
                    .foundationImages(PreparedDataset.fashionMini().part(FOUNDATION));
        }
        PreparedDataset foundation = PreparedDataset.open(ClonePath.of(source));
        return foundation.part(TRAIN);
    }

    /**
     * Counts the images of D without opening any.
     *
     * @return how many there will be
     */
    int labelled() {
        if (spec.data().splitFile().isPresent()) {
            return Split.read(spec.data().splitFile().get()).labelled().size();
        }
        if (isShipped()) {
            return spec.data().labelsPerClass() * SetUp.named(spec.setUp()).target().size();
        }
        DatasetManifest manifest = DatasetManifest.read(ClonePath.of(spec.dataset()));
        SplitRule.Amounts amounts =
                spec.data()
                        .splitRule()
                        .amounts(manifest.classes(), poolPerClass(manifest), spec.seed());
        return amounts.labelled().stream().mapToInt(Integer::intValue).sum();
    }

    private int[] poolPerClass(DatasetManifest manifest) {
        if (manifest.parts().containsKey(POOL)) {
            return perClass(manifest, POOL);
        }
        int[] counts = perClass(manifest, TRAIN);
        if (spec.data().usesValidationList() && manifest.parts().containsKey(VAL)) {
            int[] more = perClass(manifest, VAL);
            return IntStream.range(0, counts.length).map(i -> counts[i] + more[i]).toArray();
        }
        return counts;
    }

    private static int[] perClass(DatasetManifest manifest, String part) {
        DatasetManifest.Part counted = manifest.parts().get(part);
        if (counted == null) {
            throw new UserError(
                    "The dataset '%s' has no part '%s' to train on; it has %s."
                            .formatted(manifest.name(), part, manifest.parts().keySet()));
        }
        return counted.perClass().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the checksums of files that decide the run's images, beside its dataset's. */
    Map<String, String> checksums() {
        Map<String, String> checksums = new TreeMap<>();
        spec.data().splitFile().ifPresent(file -> checksums.put("split", Sha256.ofFile(file)));
        String foundation = spec.synthesis().foundationData();
        if (spec.method().equals(Methods.TRANSFER)
                && !foundation.equals(SynthesisSettings.SHIPPED)) {
            checksums.put(
                    FOUNDATION_DATA,
                    Sha256.ofFile(ClonePath.of(foundation).resolve(PreparedDataset.MANIFEST)));
        }
        return checksums;
    }
}

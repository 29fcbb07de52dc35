package org.mpssl.train;

import java.util.List;
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
        return TargetTask.of(setUp, pool, test, split(dataset, pool), spec.data().testImages());
    }

    private Split split(PreparedDataset dataset, ImageSet pool) {
        String checksum = dataset.manifest().poolChecksum(spec.data().usesValidationList());
        return spec.data()
                .splitFile()
                .map(file -> Split.read(file).requirePool(checksum))
                .orElseGet(() -> Split.of(pool, spec.seed(), spec.data().splitRule()));
    }

    /** Returns the images of D_u that test accuracy is measured on instead of the test images. */
    ImageSet heldBack(TargetTask task) {
        int limit = spec.data().testImages();
        return isShipped()
                ? first(task.unlabelled(), limit)
                : TargetTask.limit(task.unlabelled(), limit);
    }

    /** The shipped pool is in random order, and results of its first images are committed. */
    private static ImageSet first(ImageSet images, int limit) {
        int count = limit == 0 ? images.size() : Math.min(limit, images.size());
        return images.select(IntStream.range(0, count).toArray());
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
     * Counts the images of D; a folder's without opening any.
     *
     * @return how many there will be
     */
    int labelled() {
        if (spec.data().splitFile().isPresent()) {
            return Split.read(spec.data().splitFile().get()).labelled().size();
        }
        DatasetManifest manifest = manifest();
        int[] pool = poolPerClass(manifest);
        List<Integer> target =
                isShipped()
                        ? SetUp.named(spec.setUp()).target()
                        : IntStream.range(0, pool.length).boxed().toList();
        SplitRule.Amounts amounts =
                spec.data()
                        .splitRule()
                        .amounts(
                                target.stream().map(manifest.classes()::get).toList(),
                                target.stream().mapToInt(label -> pool[label]).toArray(),
                                spec.seed());
        return amounts.labelled().stream().mapToInt(Integer::intValue).sum();
    }

    private DatasetManifest manifest() {
        return isShipped()
                ? dataset().manifest()
                : DatasetManifest.read(ClonePath.of(spec.dataset()));
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

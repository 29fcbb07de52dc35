package org.mpssl.notebook;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mpssl.data.ImageSet;
import org.mpssl.data.TargetTask;
import org.mpssl.method.Losses;
import org.mpssl.tensor.Parameters;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import tech.tablesaw.plotly.components.Figure;

/** Says what a page shows of a value that a cell ends with. */
final class Describe {

    private static final int SMALL = 64;
    private static final int PER_ROW = 10;
    private static final int MOST_PICTURES = 100;

    /**
     * Values of a type and what a page shows of them.
     *
     * @param type the type, or an interface of it
     * @param toBundle the forms of a value
     */
    record Described<T>(Class<T> type, Function<T, Bundle> toBundle) {

        /** Returns what a page shows of a value that is of this type. */
        Bundle bundle(Object value) {
            return toBundle.apply(type.cast(value));
        }
    }

    /** Everything that is shown as more than its name. */
    static final List<Described<?>> ALL =
            List.of(
                    new Described<>(Showable.class, Showable::bundle),
                    new Described<>(NDArray.class, Describe::array),
                    new Described<>(Figure.class, Figures::bundle),
                    new Described<>(ImageSet.class, Describe::images),
                    new Described<>(TargetTask.class, task -> Tables.of(task).bundle()),
                    new Described<>(Parameters.class, theta -> Tables.of(theta).bundle()),
                    new Described<>(Losses.class, losses -> Tables.of(losses).bundle()),
                    new Described<>(RunSpec.class, spec -> Tables.of(spec).bundle()),
                    new Described<>(RunResult.class, Describe::result),
                    new Described<>(List.class, Describe::list));

    private Describe() {}

    /**
     * Describes an array by type, shape and device, and a small one by its values as well.
     *
     * @param array the array
     * @return the description
     */
    static Bundle array(NDArray array) {
        if (array.isReleased()) {
            return Bundle.text("NDArray, closed");
        }
        String head = "NDArray " + type(array) + " " + array.getShape() + " on " + device(array);
        if (array.isEmpty() || array.size() > SMALL) {
            return Bundle.text(head);
        }
        // DJL's first line says again what ours does.
        String values = array.toDebugString(SMALL, 4, 16, 16, true).strip();
        return Bundle.text(head + values.substring(Math.max(0, values.indexOf('\n'))));
    }

    private static String device(NDArray array) {
        return array.getDevice().isGpu() ? "gpu " + array.getDevice().getDeviceId() : "cpu";
    }

    static String type(NDArray array) {
        return array.getDataType().name().toLowerCase(Locale.ROOT);
    }

    private static Bundle images(ImageSet images) {
        String title =
                "%d images of %d x %d pixels, the first of each class"
                        .formatted(images.size(), images.height(), images.width());
        return SampleGrid.byClass(title, images, PER_ROW).bundle();
    }

    /**
     * A page shows one form of a bundle, and would take the Markdown of a table for the best of
     * them; so the figures that matter stand in the title of the curve.
     */
    private static Bundle result(RunResult result) {
        LineChart curve = Figures.curve(result);
        return curve.bundle().with(Bundle.TEXT, curve.alt() + "\n\n" + Tables.of(result));
    }

    private static Bundle list(List<?> values) {
        if (!values.isEmpty() && values.stream().allMatch(Picture.class::isInstance)) {
            return pictures(values.stream().map(Picture.class::cast).toList());
        }
        if (!values.isEmpty() && values.stream().allMatch(RunResult.class::isInstance)) {
            return Tables.of(values.stream().map(RunResult.class::cast).toList()).bundle();
        }
        if (!values.isEmpty() && values.stream().allMatch(NDArray.class::isInstance)) {
            return Bundle.text(
                    values.stream()
                            .map(value -> array((NDArray) value).text())
                            .collect(Collectors.joining("\n")));
        }
        return Bundle.text(values.toString());
    }

    private static Bundle pictures(List<Picture> pictures) {
        int shown = Math.min(pictures.size(), MOST_PICTURES);
        String title =
                shown == pictures.size()
                        ? ""
                        : "The first %d of %d images".formatted(shown, pictures.size());
        return SampleGrid.of(title, pictures.subList(0, shown), PER_ROW).bundle();
    }
}

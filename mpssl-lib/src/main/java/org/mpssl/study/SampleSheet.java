package org.mpssl.study;

import ai.djl.ndarray.NDArray;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.chart.ChartStyle;
import org.mpssl.data.ContactSheet;
import org.mpssl.data.ImageSet;
import org.mpssl.study.StudyResult.SampleFigures;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunSpec;

/**
 * Images of the target classes side by side: real ones, P-SSL's, and those of a finished run of
 * MP-SSL.
 *
 * @param classes target classes that have images in D
 * @param strips for each source some images of each class
 * @param figures of each source, how much they vary and how near they are to the real ones
 */
public record SampleSheet(
        List<String> classes, List<List<BufferedImage>> strips, List<SampleFigures> figures) {

    static final String REAL = "real";
    static final String P_SSL = "P-SSL";
    static final String MP_SSL = "MP-SSL";

    /** So many images of each class are measured. */
    private static final int MEASURED = 20;

    /** Of large images fewer, of the first classes. */
    private static final int FEW_MEASURED = 4;

    private static final int FEW_CLASSES = 12;

    /** And so many are shown. */
    private static final int SHOWN = 6;

    private static final int SMALL = 64;
    private static final int SCALE = 2;

    /** The least and the most pixels that stand before the images, for the classes' names. */
    private static final int LEFT = 90;

    private static final int MOST_LEFT = 190;
    private static final int MARGIN = 6;
    private static final int TOP = 28;
    private static final int GAP = 14;

    /**
     * Draws the images of the first seed.
     *
     * @param plan on which data and how long
     * @param runs where the runs' folders lie
     * @return the sheet
     * @throws UserError if the run of MP-SSL has not ended
     */
    public static SampleSheet of(Plan plan, Path runs) {
        return of(plan.spec(Study.MP_SSL, 0), runs);
    }

    /**
     * Draws the images of a run.
     *
     * @param spec a run of MP-SSL with LMO
     * @param runs where the runs' folders lie
     * @return the sheet
     * @throws UserError if the run has not ended
     */
    public static SampleSheet of(RunSpec spec, Path runs) {
        if (FinishedRuns.in(runs).find(spec).isEmpty()) {
            throw new UserError(
                    "the run of MP-SSL has not ended, or is out of date: run the study again");
        }
        Path folder = RunFolder.of(runs, spec).path();
        try (Experiment experiment = new Experiment(spec, Devices.chosen());
                Workspace models = Workspace.open();
                Step step = experiment.workspace().step();
                Step modelStep = models.step()) {
            boolean small = spec.data().imageSize() <= SMALL;
            // A large generator keeps tens of megabytes for each image that it makes.
            int images = small ? MEASURED : FEW_MEASURED;
            int[] classes = classes(experiment.task().labelled(), small);
            SampleImages real = SampleImages.real(REAL, experiment, step, classes, images);
            List<SampleImages> sources =
                    List.of(
                            real,
                            SampleImages.pseudo(
                                    P_SSL, experiment, models, modelStep, classes, images),
                            SampleImages.learned(
                                    MP_SSL, experiment, folder, step, classes, images));
            return new SampleSheet(
                    Arrays.stream(classes).mapToObj(experiment.task().classes()::get).toList(),
                    sources.stream()
                            .map(each -> each.byClass().stream().map(SampleSheet::strip).toList())
                            .toList(),
                    sources.stream().map(source -> SampleMeasure.of(source, real)).toList());
        }
    }

    /** A class that D holds no image of cannot be compared with real images. */
    private static int[] classes(ImageSet labelled, boolean all) {
        int[] perClass = labelled.perClass();
        return IntStream.range(0, perClass.length)
                .filter(label -> perClass[label] > 0)
                .limit(all ? perClass.length : FEW_CLASSES)
                .toArray();
    }

    /**
     * Draws the sheet, a row per class.
     *
     * @return the picture
     * @throws UserError if there is no font for the names
     */
    public BufferedImage draw() {
        return draw(classes.size());
    }

    /**
     * Draws the first rows of the sheet.
     *
     * @param most at most so many
     * @return the picture
     */
    public BufferedImage draw(int most) {
        int rows = Math.min(most, classes.size());
        int wide = strips.get(0).get(0).getWidth();
        int high = strips.get(0).get(0).getHeight() + 2;
        Font font = ChartStyle.font(Font.PLAIN, 13);
        FontMetrics metrics = metrics(font);
        List<String> names =
                classes.subList(0, rows).stream()
                        .map(name -> ChartStyle.cut(name, metrics, MOST_LEFT - 2 * MARGIN))
                        .toList();
        int widest = names.stream().mapToInt(metrics::stringWidth).max().orElse(0);
        int left = Math.max(LEFT, widest + 2 * MARGIN);
        BufferedImage sheet =
                new BufferedImage(
                        left + strips.size() * (wide + GAP),
                        TOP + rows * high,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.setColor(ChartStyle.INK);
        pen.setFont(font);
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (int label = 0; label < rows; label++) {
            pen.drawString(names.get(label), MARGIN, TOP + label * high + high / 2 + 5);
        }
        for (int i = 0; i < strips.size(); i++) {
            int x = left + i * (wide + GAP);
            pen.drawString(figures.get(i).row(), x, TOP - 9);
            for (int label = 0; label < rows; label++) {
                pen.drawImage(strips.get(i).get(label), x, TOP + label * high, null);
            }
        }
        pen.dispose();
        return sheet;
    }

    private static FontMetrics metrics(Font font) {
        Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = probe.getFontMetrics(font);
        probe.dispose();
        return metrics;
    }

    private static BufferedImage strip(NDArray images) {
        // Large images are shown as they are, and fewer of them.
        boolean small = images.getShape().get(3) <= SMALL;
        int shown = small ? SHOWN : 2;
        long some = Math.min(shown, images.getShape().get(0));
        return ContactSheet.draw(images.get("0:" + some), shown, small ? SCALE : 1);
    }
}

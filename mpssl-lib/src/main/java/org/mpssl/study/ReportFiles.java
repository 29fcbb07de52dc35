package org.mpssl.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;

/**
 * The files of a study's report: NAME.md, NAME.csv, NAME.json and NAME.png, or
 * NAME-FOLDER-PRESET.md of a prepared dataset.
 *
 * @param study the study
 * @param result its figures
 * @param picture draws its chart or its images, which a machine without fonts cannot
 */
public record ReportFiles(Study study, StudyResult result, Supplier<BufferedImage> picture) {

    /**
     * Makes a report of the runs that have ended.
     *
     * @param study the study
     * @param journal what is remembered of it
     * @param runs where the runs' folders lie
     * @return the report
     * @throws UserError if no run has ended, or if those that have cannot be compared
     */
    public static ReportFiles of(Study study, Journal journal, Path runs) {
        Plan plan = journal.plan();
        StudyState state = new StudyState.Reader(runs).of(study.specs(plan));
        if (state.finished().isEmpty()) {
            throw new UserError(
                    "no run of %s has ended: ./workbench study run %s %s"
                            .formatted(study.name(), study.name(), plan.options()));
        }
        StudyResult result =
                StudyResult.of(
                        study,
                        plan,
                        WallTimes.of(runs, study, plan.start()).seconds(plan),
                        state.finished(),
                        journal.failures());
        if (study.view() != Study.View.SAMPLES) {
            return new ReportFiles(study, result, new StudyChart(study, result)::draw);
        }
        SampleSheet sheet = SampleSheet.of(plan, runs);
        return new ReportFiles(study, result.with(sheet.figures()), sheet::draw);
    }

    /** Returns the report in Markdown. */
    public String markdown() {
        return new StudyReport(study, result).markdown();
    }

    /** Returns the names of the files. */
    public List<String> names() {
        return List.of(name("md"), name("csv"), name("json"), name("png"));
    }

    private String name(String extension) {
        return result.plan().start().fileName(study) + "." + extension;
    }

    /**
     * Writes the files, the picture last: without it the numbers are there.
     *
     * @param folder where; it is made
     * @throws UserError if there is no font to draw the picture with
     */
    public void write(Path folder) {
        try {
            AtomicFile.write(folder.resolve(name("md")), markdown());
            AtomicFile.write(folder.resolve(name("csv")), new StudyCsv(study, result).text());
            AtomicFile.write(folder.resolve(name("json")), result.toJson());
            AtomicFile.write(
                    folder.resolve(name("png")), out -> ImageIO.write(picture.get(), "png", out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

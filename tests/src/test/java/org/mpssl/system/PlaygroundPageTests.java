package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The playground in a real page: what a reader does, and what the page does with it. */
class PlaygroundPageTests extends LabFixture {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A playground whose run takes minutes, and a cell that can be interrupted. */
    private static final String NOTEBOOK =
            """
            {"cells":[
             {"cell_type":"code","execution_count":null,"id":"a","metadata":{},"outputs":[],"source":[
              "RunSpec start = RunSpec.mini(\\"mp-ssl\\", 0).with(\\"steps\\", 600).with(\\"evaluateEvery\\", 5);\\n",
              "Playground playground = Playground.of(start);\\n",
              "playground.show();"]},
             {"cell_type":"code","execution_count":null,"id":"b","metadata":{},"outputs":[],"source":[
              "LiveRun live = LiveRun.of(RunSpec.mini(\\"base\\", 1).with(\\"steps\\", 1000000), Session.runs());\\n",
              "live.train();"]},
             {"cell_type":"code","execution_count":null,"id":"c","metadata":{},"outputs":[],"source":[
              "System.out.println(\\"running \\" + live.isRunning() + \\", stopped \\" + live.result().stopped());"]}],
             "metadata":{"kernelspec":{"display_name":"Java (MP-SSL)","language":"java","name":"mpssl-java"}},
             "nbformat":4,"nbformat_minor":5}
            """;

    private Path notebook;

    @BeforeEach
    void openNotebook() throws Exception {
        notebook = Files.writeString(copies.resolve("playground.ipynb"), NOTEBOOK);
        page.open(lab.notebook(notebook));
    }

    @Test
    void theCoursesPlaygroundRunsFromTopToBottomAndAnswersItsSliders() throws Exception {
        Path course = Notebook.FOLDER.resolve("08-playground.ipynb");
        Path copy = notebook.resolveSibling("08-playground.ipynb");
        Notebook.read(course).writeWithoutOutputs(copy);
        page.open(lab.notebook(copy));
        page.runAllCells();
        try {
            page.waitForCells(Notebook.read(copy).codeCells().size(), PATIENCE);
        } finally {
            page.screenshot("08-playground");
        }
        assertThat(page.errors()).isEmpty();

        page.moveSlider("seed", 1);
        page.waitForText("base, seed 1, ", PATIENCE);
        page.screenshot("08-playground-moved");
        assertThat(page.problems()).isEmpty();
    }

    @Test
    void aMovedSliderIsAnsweredByJavaAndARunMovesAndStops() throws Exception {
        page.run(0);
        page.waitForText("mp-ssl, seed 0, 600 steps, as usual", PATIENCE);
        page.waitForPictures(1, PATIENCE);

        page.moveSlider("labels per class", 2);
        page.waitForText("other than usual: labelsPerClass 22", PATIENCE);

        page.press("Run");
        page.waitForText("mp-ssl, seed 0: step ", PATIENCE);
        double before = page.progress();
        page.waitUntil(() -> page.progress() > before, PATIENCE, "the bar moves");
        page.waitForPictures(5, PATIENCE);
        page.screenshot("playground-running");

        page.reload();
        page.waitForText("mp-ssl, seed 0: step ", PATIENCE);
        double reloaded = page.progress();
        page.waitUntil(() -> page.progress() > reloaded, PATIENCE, "the bar moves after a reload");

        page.press("Stop");
        page.waitForText("stopped; the best weights so far are kept", PATIENCE);
        page.screenshot("playground-stopped");
        assertThat(page.problems()).isEmpty();
    }

    @Test
    void anInterruptOfACellEndsItsRunAndARestartedKernelBeginsAnew() throws Exception {
        page.run(0);
        page.waitForText("as usual", PATIENCE);
        page.run(1);
        page.waitForText("base, seed 1: step ", PATIENCE);
        long asked = System.nanoTime();
        page.interrupt();
        page.waitForText("base, seed 1: stopped", PATIENCE);
        double seconds = (System.nanoTime() - asked) / 1e9;
        page.run(2);
        page.waitForOutput("running false, stopped true");
        System.out.printf("interrupt to stopped training: %.1f s%n", seconds);

        page.restartKernel();
        page.run(0);
        page.waitForText("as usual", PATIENCE);
        page.moveSlider("labels per class", 1);
        page.waitForText("other than usual: labelsPerClass 21", PATIENCE);
        page.screenshot("playground-restarted");
        assertThat(page.problems()).isEmpty();
    }
}

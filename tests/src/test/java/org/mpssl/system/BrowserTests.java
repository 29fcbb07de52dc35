package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The notebooks in a real JupyterLab, in a real browser. */
class BrowserTests extends LabFixture {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** Three cells: a training without end, a number, and whether the training still moves. */
    private static final String TRAINING =
            """
            {"cells":[
             {"cell_type":"code","execution_count":null,"id":"a","metadata":{},"outputs":[],"source":[
              "long[] steps = {0};\\n",
              "class Count implements org.mpssl.train.TrainingListener {\\n",
              "    public void onStep(org.mpssl.train.RunSpec run, int done, org.mpssl.method.Losses losses) {\\n",
              "        if (steps[0]++ == 3) System.out.println(\\"it trains\\");\\n",
              "    }\\n",
              "}\\n",
              "var endless = org.mpssl.train.RunSpec.mini(\\"mp-ssl\\", 0).with(\\"steps\\", 1000000);\\n",
              "var result = org.mpssl.train.Trainer.run(endless, new Count());"]},
             {"cell_type":"code","execution_count":null,"id":"b","metadata":{},"outputs":[],"source":[
              "long before = steps[0];\\n", "Thread.sleep(4000);\\n",
              "System.out.println(\\"after \\" + (before > 3) + \\", moved \\" + (steps[0] - before));"]}],
             "metadata":{"kernelspec":{"display_name":"Java (MP-SSL)","language":"java","name":"mpssl-java"}},
             "nbformat":4,"nbformat_minor":5}
            """;

    @Test
    void theFirstNotebookRunsFromTopToBottom() throws Exception {
        byte[] committed = Files.readAllBytes(Notebook.FIRST);
        page.open(lab.start());
        assertThat(page.title()).contains("00-start-here.ipynb");

        Path copy = copies.resolve("00-start-here.ipynb");
        Notebook.read(Notebook.FIRST).writeWithoutOutputs(copy);
        int cells = Notebook.read(copy).codeCells().size();
        page.open(lab.notebook(copy));
        long asked = System.nanoTime();
        page.runAllCells();
        page.waitForText("seeds trained live", PATIENCE);
        double seconds = (System.nanoTime() - asked) / 1e9;
        System.out.printf("Run All to first useful output: %.1f s%n", seconds);
        assertThat(seconds).isLessThan(30);
        try {
            page.waitForCells(cells, PATIENCE);
        } finally {
            page.screenshot("00-start-here");
        }
        assertThat(page.errors()).isEmpty();
        assertThat(page.figures()).isGreaterThanOrEqualTo(3);
        assertThat(page.problems()).isEmpty();

        assertThat(Notebook.FIRST).hasBinaryContent(committed);

        List<ProcessHandle> kernels = lab.kernels();
        assertThat(kernels).isNotEmpty();
        lab.close();
        assertThat(kernels).noneMatch(ProcessHandle::isAlive);
        assertThat(lab.terminal()).as("news for nobody").doesNotContain("INFO");
    }

    @Test
    void theInterruptButtonStopsTheTrainingItself() throws Exception {
        Path notebook = Files.writeString(copies.resolve("interrupt.ipynb"), TRAINING);
        page.open(lab.notebook(notebook));
        page.run(0);
        page.waitForOutput("it trains");
        assertThat(page.executed()).isZero();
        long asked = System.nanoTime();
        page.interrupt();
        page.run(1);
        page.waitForOutput("after");
        page.screenshot("interrupt");
        // The step that was under way ends; a training that goes on would make dozens.
        assertThat(page.outputs()).containsPattern("after true, moved [01]\\R");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(30));
        assertThat(page.problems()).isEmpty();
    }

    @Test
    void withoutItsTokenTheServerAnswersNothing() throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) lab.withoutToken().toURL().openConnection();
        assertThat(connection.getResponseCode()).isEqualTo(403);
    }
}

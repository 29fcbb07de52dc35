package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A notebook in a real browser, on the Chromium that the machine has. */
final class LabPage implements AutoCloseable {

    // JupyterLab leaves out what is far from the visible part, so the window is as tall as a
    // notebook.
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 12_000;

    private static final String EXECUTED = "^\\s*\\[\\d+\\]:?\\s*$";

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;
    private final List<String> problems = new ArrayList<>();

    LabPage(Path chromium) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setArgs(
                                                LabServer.isRoot()
                                                        ? List.of("--no-sandbox")
                                                        : List.of()));
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(WIDTH, HEIGHT));
        page.setDefaultTimeout(60_000);
        page.onPageError(error -> problems.add("error in the page: " + error));
        page.onRequest(request -> check(request.url()));
    }

    private void check(String url) {
        URI address = URI.create(url.split("[?#]", 2)[0].replaceFirst("^(data|blob):.*", "$1:x"));
        boolean local = address.getHost() == null || address.getHost().equals("127.0.0.1");
        if (!local) {
            problems.add("request to elsewhere: " + url);
        }
    }

    /** Finds a Chromium: the one that {@code CHROMIUM} names, or one on the path. */
    static Optional<Path> chromium() {
        String named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(
                        folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips a test where there is no Chromium; in continuous integration it fails. */
    static void requireChromium() {
        if (chromium().isEmpty()) {
            String reason = "no Chromium on the path, and CHROMIUM names none";
            System.out.println("Browser tests skipped: " + reason);
            assertThat("true".equals(System.getenv("CI"))).as(reason).isFalse();
            assumeThat(chromium()).as(reason).isPresent();
        }
    }

    /** Opens an address and waits until its notebook has a kernel. */
    void open(URI address) {
        page.navigate(address.toString());
        page.waitForSelector(".jp-NotebookPanel .jp-CodeCell");
        page.waitForSelector(".jp-Notebook-ExecutionIndicator[data-status=idle]");
        // "Idle" is shown a little before the kernel listens; what is run meanwhile is lost.
        page.waitForTimeout(2000);
    }

    /** Returns the name of the open notebook. */
    String title() {
        return page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab.lm-mod-current").innerText();
    }

    void runAllCells() {
        for (int attempt = 0; attempt < 3; attempt++) {
            page.click(".lm-MenuBar-itemLabel:text-is('Run')");
            page.click(".lm-Menu-itemLabel:text-is('Run All Cells')");
            page.waitForTimeout(3000);
            if (prompts().stream().anyMatch(prompt -> !prompt.matches("\\s*(\\[ ?\\]:?)?\\s*"))) {
                return;
            }
        }
    }

    List<String> prompts() {
        return page.locator(".jp-CodeCell .jp-InputPrompt").allInnerTexts();
    }

    /** Waits until every one of so many code cells has its number. */
    void waitForCells(int count, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (executed() < count && System.nanoTime() < deadline) {
            page.waitForTimeout(500);
        }
        assertThat(prompts()).hasSize(count).allMatch(prompt -> prompt.matches(EXECUTED));
    }

    /** Returns how many cells have their number. */
    long executed() {
        return prompts().stream().filter(prompt -> prompt.matches(EXECUTED)).count();
    }

    /** Waits for a text among the outputs. */
    void waitForOutput(String text) {
        page.waitForSelector(".jp-OutputArea-output:has-text('" + text + "')");
    }

    /** Waits until some output of the page, or widget in it, says something. */
    void waitForText(String text, Duration atMost) {
        waitUntil(() -> outputs().contains(text), atMost, text);
    }

    void waitUntil(BooleanSupplier condition, Duration atMost, String what) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            page.waitForTimeout(100);
        }
        assertThat(condition.getAsBoolean()).as(what + "; the page says: " + outputs()).isTrue();
    }

    /** Waits until so many widgets show a picture. */
    void waitForPictures(int count, Duration atMost) {
        Locator pictures = page.locator("img.widget-image");
        waitUntil(
                () ->
                        pictures.all().stream()
                                        .filter(
                                                image ->
                                                        Boolean.TRUE.equals(
                                                                image.evaluate(
                                                                        "e => e.naturalWidth > 50")))
                                        .count()
                                >= count,
                atMost,
                count + " pictures");
    }

    /** Moves the slider with a description some steps to the right, with the keyboard. */
    void moveSlider(String description, int steps) {
        Locator slider =
                page.locator(".widget-slider")
                        .filter(new Locator.FilterOptions().setHasText(description))
                        .last();
        for (int i = 0; i < steps; i++) {
            slider.locator(".noUi-handle").press("ArrowRight");
        }
    }

    /** Presses the button that says something and can be pressed. */
    void press(String name) {
        page.locator("button.jupyter-button:not([disabled])")
                .filter(new Locator.FilterOptions().setHasText(name))
                .last()
                .click();
    }

    /** Returns how far the last progress bar is filled, from 0 to 1. */
    double progress() {
        Locator bar = page.locator(".progress-bar").last();
        return bar.count() == 0
                ? 0
                : ((Number)
                                bar.evaluate(
                                        "e => e.getBoundingClientRect().width / e.parentElement.getBoundingClientRect().width"))
                        .doubleValue();
    }

    /** Loads the page again, as a reader does; the notebook and its outputs are saved first. */
    void reload() {
        page.keyboard().press("Control+s");
        page.waitForTimeout(1500);
        page.reload();
        page.waitForSelector(".jp-NotebookPanel .jp-CodeCell");
    }

    void restartKernel() {
        page.click(".lm-MenuBar-itemLabel:text-is('Kernel')");
        page.click(".lm-Menu-itemLabel:text-is('Restart Kernel…')");
        page.click(".jp-Dialog button.jp-mod-accept");
        page.waitForTimeout(1000);
        page.waitForSelector(".jp-Notebook-ExecutionIndicator[data-status=idle]");
        page.waitForTimeout(2000);
    }

    String outputs() {
        return String.join("\n", page.locator(".jp-OutputArea-output").allInnerTexts());
    }

    void interrupt() {
        page.click("[data-command='notebook:interrupt-kernel']");
    }

    /** Selects a cell and runs it. */
    void run(int cell) {
        page.locator(".jp-CodeCell .cm-content").nth(cell).click();
        page.keyboard().press("Control+Enter");
    }

    /** Returns how many charts and pictures can be seen, complete. */
    int figures() {
        Locator charts =
                page.locator(".jp-OutputArea-output .js-plotly-plot, .jp-OutputArea-output img");
        int seen = 0;
        for (Locator chart : charts.all()) {
            Object complete =
                    chart.evaluate(
                            "e => e.tagName !== 'IMG' || (e.complete && e.naturalWidth > 50)");
            if (chart.isVisible() && Boolean.TRUE.equals(complete)) {
                seen++;
            }
        }
        return seen;
    }

    /** Returns the texts of outputs that tell of errors. */
    List<String> errors() {
        return page.locator(
                        "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']")
                .allInnerTexts();
    }

    /** Returns errors of the page itself and requests that left the machine. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    void screenshot(String name) throws java.io.IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots").toAbsolutePath());
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }

    @Override
    public void close() {
        try (playwright) {
            browser.close();
        }
    }
}

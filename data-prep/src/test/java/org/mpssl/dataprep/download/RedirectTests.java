package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

/** Which redirects are followed, with a real server of each kind. */
class RedirectTests {

    private static final Version V1 = Version.packed(5_000, 1);
    private static final String PASSWORD = "nothing secret";

    @TempDir private Path folder;

    /** Makes a certificate for 127.0.0.1 that both sides trust. */
    private SSLContext context() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("server", keys.getCertificate("mykey"));
        trusted.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    @Test
    void noRedirectLeadsFromAProtectedConnectionToAnOpenOne() throws Exception {
        SSLContext context = context();
        try (ScriptedServer open = new ScriptedServer();
                ScriptedServer secure = new ScriptedServer(context)) {
            URI http = open.at("/a", V1.honest());
            URI https = secure.at("/a", V1.honest());
            URI down = secure.at("/down", Version.status(302, "Location", http.toString()));
            URI along = secure.at("/along", Version.status(302, "Location", https.toString()));
            URI up = open.at("/up", Version.status(301, "Location", https.toString()));
            Download download =
                    new Download(
                            Fetching.settings(Fetching.LONG, pause -> {}),
                            HttpClient.newBuilder().sslContext(context));

            assertThatThrownBy(
                            () ->
                                    download.fetch(
                                            Fetching.named("a.tgz", V1, down),
                                            folder,
                                            (bytes, total, speed) -> {}))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(
                            down + " leads on to " + http + ", where nothing protects the file");
            assertThat(open.requests()).isEmpty();

            download.fetch(Fetching.named("b.tgz", V1, along), folder, (b, t, s) -> {});
            download.fetch(Fetching.named("c.tgz", V1, up), folder, (b, t, s) -> {});
            assertThat(folder.resolve("b.tgz")).hasBinaryContent(V1.content());
            assertThat(folder.resolve("c.tgz")).hasBinaryContent(V1.content());
        }
    }

    @Test
    void aCircleOfRedirectsEnds() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            URI url = server.at("/a", Version.status(302, "Location", server.url("/a").toString()));

            assertThatThrownBy(() -> new Fetching(folder).fetch(Fetching.named("a.tgz", V1, url)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("one redirect too many");
        }
    }

    @Test
    void aRangeIsAskedForBeyondARedirectToo() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.at("/b", V1.honest());
            URI url = server.at("/a", Version.status(302, "Location", server.url("/b").toString()));
            Fetching fetching = new Fetching(folder);
            fetching.leave(
                    "a.tgz",
                    Arrays.copyOf(V1.content(), 2_000),
                    new PartNote(url.toString(), V1.etag(), "", V1.size()));

            fetching.fetch(Fetching.named("a.tgz", V1, url));

            assertThat(folder.resolve("a.tgz")).hasBinaryContent(V1.content());
            assertThat(server.ranges()).containsExactly("bytes=2000-", "bytes=2000-");
        }
    }
}

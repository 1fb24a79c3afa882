package dev.voltaire.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The demo's own certificate authority: one certificate of each kind for the charger ports, one for the demo's home
/// charger, made once by the JDK's keytool and kept with the data. Real servers configure theirs.
final class DemoCertificates {
    private static final String NAME = "ocpp-demo";
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String DAYS = "3650";
    private static final List<String> SERVER = List.of("server-ecdsa", "server-rsa");

    private final Path folder;

    private DemoCertificates(Path folder) {
        this.folder = folder;
    }

    /// Opens the TLS ports of the demo, unless they are configured already or its plain port is not the usual one:
    /// then several servers run here, and each names its ports.
    static void use(Path data) {
        boolean demo = Boolean.parseBoolean(Setting.of("voltaire.demo", "false"));
        boolean configured = Setting.of("voltaire.ocpp.tls.configuration") != null
                || Setting.of("voltaire.ocpp.mutual-tls.configuration") != null;
        boolean usualPort = Setting.of("voltaire.ocpp.plain.port", "8887").equals("8887")
                || Setting.of("voltaire.ocpp.tls.port") != null;
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        if (!demo || configured || !usualPort || !Files.isExecutable(keytool)) {
            return;
        }
        var certificates = new DemoCertificates(data.resolve("demo-certificates"));
        try {
            certificates.makeOnce(keytool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the demo's certificates cannot be made", e);
        }
        certificates.configure();
    }

    private void configure() {
        var tls = "quarkus.tls." + NAME + ".";
        System.setProperty(
                tls + "key-store.p12.path", folder.resolve("server.p12").toString());
        System.setProperty(tls + "key-store.p12.password", new String(PASSWORD));
        System.setProperty(
                tls + "trust-store.p12.path", folder.resolve("trust.p12").toString());
        System.setProperty(tls + "trust-store.p12.password", new String(PASSWORD));
        System.setProperty("voltaire.ocpp.tls.configuration", NAME);
        System.setProperty("voltaire.ocpp.mutual-tls.configuration", NAME);
    }

    private void makeOnce(Path keytool) throws IOException, GeneralSecurityException {
        Path finished = folder.resolve("ca.pem");
        if (Files.exists(finished)) {
            return;
        }
        Files.createDirectories(folder);
        Path all = folder.resolve("authority.p12");
        Files.deleteIfExists(all);
        generate(keytool, all, "ca", "Voltaire Demo CA", "EC", "-ext", "bc:c");
        generate(
                keytool,
                all,
                "server-ecdsa",
                "localhost",
                "EC",
                "-signer",
                "ca",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
        generate(
                keytool,
                all,
                "server-rsa",
                "localhost",
                "RSA",
                "-signer",
                "ca",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
        generate(keytool, all, "home-0001", "HOME-0001", "EC", "-signer", "ca");
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(all)) {
            made.load(bytes, PASSWORD);
        }
        store(part(made, SERVER), "server.p12");
        store(part(made, List.of("home-0001")), "home-0001.p12");
        KeyStore trust = empty();
        Certificate authority = made.getCertificate("ca");
        trust.setCertificateEntry("ca", authority);
        store(trust, "trust.p12");
        Files.writeString(
                finished,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(authority.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static KeyStore part(KeyStore all, List<String> aliases) throws GeneralSecurityException, IOException {
        KeyStore part = empty();
        for (String alias : aliases) {
            part.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        }
        return part;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    private void store(KeyStore content, String name) throws GeneralSecurityException, IOException {
        try (OutputStream bytes = Files.newOutputStream(folder.resolve(name))) {
            content.store(bytes, PASSWORD);
        }
    }

    private static void generate(
            Path keytool, Path store, String alias, String commonName, String algorithm, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                keytool.toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                alias,
                "-dname",
                "CN=" + commonName + ",O=Voltaire Demo",
                "-validity",
                DAYS,
                "-keyalg",
                algorithm));
        // Longer RSA keys are too much for old chargers (OCPP-J 1.6 §6.2.1).
        command.addAll(algorithm.equals("RSA") ? List.of("-keysize", "2048") : List.of("-groupname", "secp256r1"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new StartFailure("The demo's certificates cannot be made: keytool failed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making the demo's certificates", e);
        }
    }
}

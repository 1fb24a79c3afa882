package dev.voltaire.ocpp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// A certificate authority with one server, which has two certificates, and two chargers, and a charger of another
/// authority, made by the JDK's
/// keytool.
final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final KeyStore all;

    private TestCertificates(KeyStore all) {
        this.all = all;
    }

    static TestCertificates make(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("all.p12");
        generate(file, "ca", "Voltaire Test CA", "-ext", "bc:c");
        generate(file, "server", "localhost", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
        generate(file, "renewed", "localhost", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
        generate(file, "home-1", "HOME-1", "-signer", "ca");
        generate(file, "home-2", "HOME-2", "-signer", "ca");
        generate(file, "stranger", "HOME-1");
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            all.load(bytes, PASSWORD.toCharArray());
        }
        return new TestCertificates(all);
    }

    private static void generate(Path file, String alias, String commonName, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + commonName + ",O=Voltaire",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2"));
        command.addAll(Arrays.asList(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    Certificate certificate(String alias) throws GeneralSecurityException {
        return all.getCertificate(alias);
    }

    /// One key with its chain, and nothing else to choose from.
    KeyManager[] keys(String alias) throws GeneralSecurityException {
        try {
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            Key key = all.getKey(alias, PASSWORD.toCharArray());
            one.setKeyEntry(alias, key, PASSWORD.toCharArray(), all.getCertificateChain(alias));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(one, PASSWORD.toCharArray());
            return factory.getKeyManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    TrustManager[] trust() throws GeneralSecurityException {
        try {
            KeyStore authority = KeyStore.getInstance("PKCS12");
            authority.load(null, null);
            authority.setCertificateEntry("ca", all.getCertificate("ca"));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authority);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
